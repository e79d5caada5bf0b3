/** Coffer in the process of a test, for any framework. */
@NullMarked
package io.coffer.testing;

import org.jspecify.annotations.NullMarked;
