package io.coffer.server.migration;

import io.coffer.server.metadata.ObjectNames;
import io.coffer.storage.Name;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A space of the store on both sides, each empty where there is none.
 *
 * @param bucket the name of the bucket whose space it is; empty for that of records
 */
record SpacePair(SpaceId id, Optional<String> bucket, Optional<Space> source, Optional<Space> target) {
    /** Visits all entries that are carried, from both sides. */
    void visit(SideBySide.Visitor visitor) {
        SideBySide.visit(source, target, name -> LeftBehind.includes(id, name), visitor);
    }

    /** How an entry is called in a report: bucket and key, or what it is of. */
    String called(Name name) {
        return bucket.map(of -> of + "/" + object(name))
                .orElseGet(() -> "the record " + new String(name.bytes(), StandardCharsets.UTF_8));
    }

    private static String object(Name name) {
        return ObjectNames.kind(name)
                .map(kind -> switch (kind) {
                    case OBJECT -> ObjectNames.key(name).value();
                    case UPLOAD -> ObjectNames.key(name).value() + " (upload)";
                    case EXTENT -> ObjectNames.blob(name).hex() + " (part " + ObjectNames.number(name) + ")";
                })
                .orElseGet(name::toString);
    }
}
