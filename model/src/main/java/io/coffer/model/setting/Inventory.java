package io.coffer.model.setting;

import java.util.List;
import java.util.Optional;

/** One inventory of a bucket: what it lists, how often, and where the lists go. */
public record Inventory(
        String id,
        boolean enabled,
        Optional<InventoryFilter> filter,
        InventoryDestination destination,
        Frequency frequency,
        Versions versions,
        List<Field> fields) {
    public Inventory {
        fields = List.copyOf(fields);
    }

    /** How often lists are made. */
    public enum Frequency {
        DAILY("Daily"),
        WEEKLY("Weekly");

        private final String wire;

        Frequency(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    /** Which versions of the objects are listed. */
    public enum Versions {
        ALL("All"),
        CURRENT("Current");

        private final String wire;

        Versions(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    /** The columns that a list may have beside those it always has. */
    public enum Field {
        SIZE("Size"),
        STORAGE_CLASS("StorageClass"),
        LAST_MODIFIED_DATE("LastModifiedDate"),
        ETAG("ETag"),
        IS_MULTIPART_UPLOADED("IsMultipartUploaded"),
        ENCRYPTION_STATUS("EncryptionStatus"),
        OBJECT_ACL("ObjectAcl"),
        TAGGING_COUNT("TaggingCount"),
        OBJECT_TYPE("ObjectType"),
        CRC64("Crc64");

        private final String wire;

        Field(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }
}
