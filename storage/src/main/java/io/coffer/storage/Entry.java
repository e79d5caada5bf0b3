package io.coffer.storage;

/**
 * An entry as committed.
 *
 * @param blob the body's identity; stays through {@link Space#update}
 * @param generation changes with every commit and update of the name, never repeats within it, and is positive
 * @param size the body's length in bytes
 */
public record Entry(Name name, BlobId blob, long generation, long size, Attributes attributes) {}
