package io.coffer.server.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Makes a record component a key of the configuration. The reference page is written from these. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {
    /** What the key means, as the reference page says it. */
    String value();

    /** The key, where it is not the component's name in kebab-case. */
    String name() default "";

    /** The value of an absent key, written as in the file; without it a key of a plain type must be given. */
    String fallback() default "";
}
