package io.coffer.server.upkeep.inventory;

import io.coffer.model.ObjectKey;
import io.coffer.model.setting.Inventory;
import io.coffer.protocol.IsoDates;
import io.coffer.protocol.ObjectType;
import io.coffer.protocol.PercentEncoding;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.ObjectStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of an inventory's lists: CSV with every value in quotes, names percent-encoded. */
final class InventoryRows {
    private static final Logger LOG = LoggerFactory.getLogger(InventoryRows.class);

    /** Fields that only an object's sealed facts tell. */
    private static final Set<Inventory.Field> SEALED =
            EnumSet.of(Inventory.Field.ETAG, Inventory.Field.TAGGING_COUNT, Inventory.Field.CRC64);

    private final BucketSnapshot bucket;
    private final ObjectStore objects;
    private final boolean versions;
    private final List<Inventory.Field> fields;

    InventoryRows(BucketSnapshot bucket, Inventory inventory, ObjectStore objects) {
        this.bucket = bucket;
        this.objects = objects;
        this.versions = inventory.versions() == Inventory.Versions.ALL;
        this.fields = Arrays.stream(Inventory.Field.values())
                .filter(inventory.fields()::contains)
                .toList();
    }

    /** The columns' names as the manifest tells them. */
    String schema() {
        List<String> names = new ArrayList<>(List.of("Bucket", "Key"));
        if (versions) {
            names.addAll(List.of("VersionId", "IsLatest", "IsDeleteMarker"));
        }
        fields.forEach(field -> names.add(field.wire()));
        return String.join(", ", names);
    }

    String row(ObjectKey key, ObjectRecord record, boolean latest) {
        List<String> values = new ArrayList<>();
        values.add(bucket.name().value());
        values.add(PercentEncoding.encode(key.value()));
        if (versions) {
            values.add(record.versionId().value());
            values.add(Boolean.toString(latest));
            values.add(Boolean.toString(record.isDeleteMarker()));
        }
        Optional<ObjectFacts> facts = facts(key, record);
        fields.forEach(field -> values.add(value(field, record, facts)));
        return values.stream()
                .map(value -> '"' + value.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(",", "", "\n"));
    }

    /** Empty where nothing asks for them, and while they cannot be opened: the list goes on without. */
    private Optional<ObjectFacts> facts(ObjectKey key, ObjectRecord record) {
        if (record.isDeleteMarker() || fields.stream().noneMatch(SEALED::contains)) {
            return Optional.empty();
        }
        try {
            return Optional.of(objects.read(bucket, key, record).facts());
        } catch (RuntimeException sealed) {
            LOG.debug("an inventory of {} cannot tell everything of an object", bucket.name(), sealed);
            return Optional.empty();
        }
    }

    private static String value(Inventory.Field field, ObjectRecord record, Optional<ObjectFacts> facts) {
        boolean marker = record.isDeleteMarker();
        return switch (field) {
            case SIZE -> marker ? "" : Long.toString(record.size());
            case STORAGE_CLASS -> marker ? "" : record.storageClass().wire();
            case LAST_MODIFIED_DATE -> IsoDates.format(record.modified());
            case ETAG -> facts.map(known -> known.etag().value()).orElse("");
            case IS_MULTIPART_UPLOADED -> marker ? "" : Boolean.toString(record.type() == ObjectType.MULTIPART);
            case ENCRYPTION_STATUS ->
                marker ? "" : Boolean.toString(record.encryption().isPresent());
            case OBJECT_ACL -> marker ? "" : record.acl().wire();
            case TAGGING_COUNT ->
                facts.map(known -> Integer.toString(known.tags().values().size()))
                        .orElse("");
            case OBJECT_TYPE -> marker ? "" : record.type().wire();
            case CRC64 ->
                facts.map(known -> Long.toUnsignedString(known.crc64())).orElse("");
        };
    }
}
