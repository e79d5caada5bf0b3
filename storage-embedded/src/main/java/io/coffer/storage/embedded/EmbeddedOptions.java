package io.coffer.storage.embedded;

import java.util.Map;
import java.util.Set;

/**
 * @param inlineLimit the longest body kept in the log, in bytes; longer ones have files of their own
 * @param blockCacheMebibytes the memory for index blocks
 * @param segmentMebibytes the usual length of a segment of the log
 * @param reservedMebibytes the free room below which commits are refused as full; what is reserved is left to deletes
 */
record EmbeddedOptions(int inlineLimit, int blockCacheMebibytes, int segmentMebibytes, int reservedMebibytes) {
    private static final String INLINE_LIMIT = "inline-limit";
    private static final String BLOCK_CACHE = "block-cache-mebibytes";
    private static final String SEGMENT = "segment-mebibytes";
    private static final String RESERVED = "reserved-mebibytes";
    private static final Set<String> KNOWN = Set.of(INLINE_LIMIT, BLOCK_CACHE, SEGMENT, RESERVED);

    /**
     * Reads {@code inline-limit} (bytes, 0 to 65536, default 65536), {@code block-cache-mebibytes} (default 64),
     * {@code segment-mebibytes} (1 to 1024, default 64) and {@code reserved-mebibytes} (default 64).
     *
     * @throws IllegalArgumentException for an unknown option or a value out of range
     */
    static EmbeddedOptions parse(Map<String, String> options) {
        for (String name : options.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("unknown option of the embedded engine: " + name);
            }
        }
        return new EmbeddedOptions(
                number(options, INLINE_LIMIT, BodyBlocks.BLOCK, 0, BodyBlocks.BLOCK),
                number(options, BLOCK_CACHE, 64, 1, 1024 * 1024),
                number(options, SEGMENT, 64, 1, 1024),
                number(options, RESERVED, 64, 0, Integer.MAX_VALUE));
    }

    private static int number(Map<String, String> options, String name, int preset, int least, int most) {
        String text = options.get(name);
        if (text == null) {
            return preset;
        }
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a number: " + text, e);
        }
        throw new IllegalArgumentException(name + " must be " + least + " to " + most + ": " + text);
    }
}
