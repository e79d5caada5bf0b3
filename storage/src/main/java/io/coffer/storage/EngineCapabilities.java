package io.coffer.storage;

/**
 * What an engine promises. A capability that is missing is stated, never imitated.
 *
 * @param durableOnCommit whether a commit that returned survives a crash of the process and of the machine
 * @param exclusive whether nobody else changes the store while this engine has it open, so that what was read or written
 *     through it stays true until it is changed through it
 * @param shared whether other processes may have the store open at the same time, so that what only one should do has to be
 *     agreed on
 * @param maxAttributeBytes the most bytes of attributes an entry takes
 */
public record EngineCapabilities(boolean durableOnCommit, boolean exclusive, boolean shared, int maxAttributeBytes) {}
