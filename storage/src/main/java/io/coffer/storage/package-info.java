/**
 * The storage SPI: an ordered, linearizable map of entries. Object versions, uploads and listings are built once above
 * it and need no transaction over several entries, so every engine passes the same contract.
 */
@NullMarked
package io.coffer.storage;

import org.jspecify.annotations.NullMarked;
