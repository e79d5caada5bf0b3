package io.coffer.storage;

/**
 * What an engine promises. A capability that is missing is stated, never imitated.
 *
 * @param durableOnCommit whether a commit that returned survives a crash of the process and of the machine
 * @param maxAttributeBytes the most bytes of attributes an entry takes
 */
public record EngineCapabilities(boolean durableOnCommit, int maxAttributeBytes) {}
