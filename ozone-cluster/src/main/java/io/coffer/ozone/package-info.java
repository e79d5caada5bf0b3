/** Ozone's own servers as processes: all in one for tests, each apart for {@code ./coffer dev-cluster}. */
@NullMarked
package io.coffer.ozone;

import org.jspecify.annotations.NullMarked;
