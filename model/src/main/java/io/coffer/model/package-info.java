/** Names and values of the field, without I/O and without a wire format. */
@NullMarked
package io.coffer.model;

import org.jspecify.annotations.NullMarked;
