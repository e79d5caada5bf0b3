/** Evidence that the store is what it was: checkpoints that leave the machine, and the verification of all that is kept. */
@NullMarked
package io.coffer.server.evidence;

import org.jspecify.annotations.NullMarked;
