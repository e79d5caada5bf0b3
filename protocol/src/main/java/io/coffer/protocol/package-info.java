/** The wire: requests and answers as values, addressing, dates, ranges and conditions. Pure functions, no I/O. */
@NullMarked
package io.coffer.protocol;

import org.jspecify.annotations.NullMarked;
