package io.coffer.server.metadata;

/**
 * What a record says of a body that consists of extents: the list of them is the entry's own body, a {@link Manifest}.
 *
 * @param extentCount how many extents the body has
 * @param root SHA-256 of the manifest, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
public record Composition(long extentCount, byte[] root) {}
