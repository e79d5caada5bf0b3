/** Digests of bodies, beside the threads that bring them. */
@NullMarked
package io.coffer.server.digest;

import org.jspecify.annotations.NullMarked;
