package io.coffer.server.ring;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The operations that a class of tests calls and judges by their outcome; {@code docs/operations.md} names it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Covers {
    /** names as in the catalogue */
    String[] value();
}
