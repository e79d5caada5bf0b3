package io.coffer.server.posture;

import io.coffer.model.ObjectKey;
import io.coffer.server.metadata.LedgerClass;
import java.util.List;
import java.util.Optional;

/**
 * Some of what falls short of a bucket's rule.
 *
 * @param marker to go on behind; absent when nothing follows
 * @param sequence of the last change that was seen
 */
public record ShortfallPage(List<Item> items, Optional<String> marker, long sequence) {
    public ShortfallPage {
        items = List.copyOf(items);
    }

    /**
     * A version of an object, a link or an upload.
     *
     * @param key absent for an attribute key that cannot be read
     */
    public record Item(Optional<ObjectKey> key, LedgerClass of, Shortfall reason) {}
}
