/** Scripts that complete the command line in shells. */
@NullMarked
package io.coffer.cli.completion;

import org.jspecify.annotations.NullMarked;
