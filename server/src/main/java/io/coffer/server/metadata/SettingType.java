package io.coffer.server.metadata;

/**
 * One kind of setting that a record may hold.
 *
 * @param name under which it is stored; never changed once in use
 * @param type a record of the model that Jackson reads and writes
 */
public record SettingType<T>(String name, Class<T> type) {}
