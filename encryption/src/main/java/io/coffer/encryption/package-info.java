/** Data keys, their wrapping, the segment cipher and the key management SPI. Knows nothing of storage or the wire. */
@NullMarked
package io.coffer.encryption;

import org.jspecify.annotations.NullMarked;
