package io.coffer.server.posture;

import io.coffer.model.ObjectKey;
import io.coffer.server.metadata.LedgerClass;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.storage.Name;
import java.util.List;
import java.util.Optional;

/**
 * Some of what the ledger counts.
 *
 * @param marker to go on behind; absent when nothing follows
 * @param sequence of the last change that was seen
 */
public record LedgerPage(List<Item> items, Optional<String> marker, long sequence) {
    public LedgerPage {
        items = List.copyOf(items);
    }

    /**
     * A version of an object, a link, an upload or an attribute key.
     *
     * @param key absent for an attribute key, which is of no object
     */
    public record Item(Optional<ObjectKey> key, LedgerClass of) {
        static Item of(Name row, LedgerClass of) {
            Name entry = of.entry(row);
            return new Item(ObjectNames.kind(entry).map(kind -> ObjectNames.key(entry)), of);
        }
    }
}
