package io.coffer.model;

import java.util.Optional;

/** A storage class by its wire name. */
public enum StorageClass {
    STANDARD("Standard"),
    IA("IA"),
    ARCHIVE("Archive"),
    COLD_ARCHIVE("ColdArchive"),
    DEEP_COLD_ARCHIVE("DeepColdArchive");

    private final String wire;

    StorageClass(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    public static Optional<StorageClass> fromWire(String text) {
        for (StorageClass storageClass : values()) {
            if (storageClass.wire.equals(text)) {
                return Optional.of(storageClass);
            }
        }
        return Optional.empty();
    }
}
