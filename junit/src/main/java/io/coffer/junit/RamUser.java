package io.coffer.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A RAM user that is there when the tests begin, beside {@link CofferServer}. */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(RamUsers.class)
public @interface RamUser {
    String name();

    /** A RAM policy in JSON; without one the user may do nothing. */
    String policy() default "";
}
