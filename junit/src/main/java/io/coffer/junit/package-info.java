/** Coffer as an extension of JUnit. */
@NullMarked
package io.coffer.junit;

import org.jspecify.annotations.NullMarked;
