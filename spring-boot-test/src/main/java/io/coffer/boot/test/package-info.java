/** Coffer in the tests of a Spring Boot application. */
@NullMarked
package io.coffer.boot.test;

import org.jspecify.annotations.NullMarked;
