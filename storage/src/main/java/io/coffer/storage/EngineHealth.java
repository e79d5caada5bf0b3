package io.coffer.storage;

/**
 * @param writable whether commits are taken
 * @param detail the reason in words when they are not, else empty
 */
public record EngineHealth(boolean writable, String detail) {}
