/** What stands before a key service that is reached over a network: a cache, a circuit breaker, a deadline, a limit. */
@NullMarked
package io.coffer.encryption.guard;

import org.jspecify.annotations.NullMarked;
