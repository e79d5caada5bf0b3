/** Which of the servers of one store does what only one of them should do. */
@NullMarked
package io.coffer.server.lease;

import org.jspecify.annotations.NullMarked;
