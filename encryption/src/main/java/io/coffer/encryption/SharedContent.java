package io.coffer.encryption;

import java.util.Optional;
import java.util.OptionalLong;

/** One value that several processes share, changed by compare-and-set. Its keeper sees only what is sealed. */
public interface SharedContent {
    /**
     * @param content not copied, and changed by nobody
     * @param generation changes with every replacement
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Versioned(byte[] content, long generation) {}

    /**
     * What is there now, as the last replacement left it that any process was told of.
     *
     * @throws KeyManagementException of kind {@link KeyManagementException.Kind#UNAVAILABLE}
     */
    Optional<Versioned> read();

    /**
     * Puts the content in the place of that of the generation, or where none is. Durable when it returns.
     *
     * @return the new generation; empty when another process was first
     * @throws KeyManagementException of kind {@link KeyManagementException.Kind#UNAVAILABLE}, also when it may or may not
     *     have happened
     */
    OptionalLong replace(byte[] content, OptionalLong generation);
}
