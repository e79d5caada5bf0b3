package io.coffer.model.setting;

import io.coffer.model.StorageClass;
import java.util.List;
import java.util.Optional;

/**
 * Which objects an inventory lists. Bounds belong to the range.
 *
 * @param modifiedFrom seconds since 1970
 * @param modifiedTo seconds since 1970
 * @param storageClasses empty for all
 */
public record InventoryFilter(
        Optional<String> prefix,
        Optional<Long> modifiedFrom,
        Optional<Long> modifiedTo,
        Optional<Long> smallest,
        Optional<Long> largest,
        List<StorageClass> storageClasses) {
    public InventoryFilter {
        storageClasses = List.copyOf(storageClasses);
    }
}
