/** The guides of the documentation, done as they say. */
@NullMarked
package io.coffer.conformance.guide;

import org.jspecify.annotations.NullMarked;
