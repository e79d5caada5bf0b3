/** The command line. It speaks HTTP to a running server and opens no file of its data. */
@NullMarked
package io.coffer.cli;

import org.jspecify.annotations.NullMarked;
