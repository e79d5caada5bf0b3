package io.coffer.server.object;

import io.coffer.model.ObjectKey;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectRecord;

/** An object as its record and its facts tell. */
public record StoredObject(ObjectKey key, ObjectRecord record, ObjectFacts facts) {}
