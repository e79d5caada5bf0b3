package io.coffer.storage;

import java.util.List;

/** @param more whether entries follow; the next page begins after the last of these */
public record Page(List<Entry> entries, boolean more) {}
