package io.coffer.server.object;

import io.coffer.server.metadata.ObjectRecord;
import io.coffer.storage.Entry;

/** A version with the entry it was read from. */
record FoundVersion(Entry entry, ObjectRecord record) {}
