package io.coffer.server.upkeep.inventory;

import io.coffer.model.DataCipher;
import io.coffer.model.EncryptionRule;
import io.coffer.model.ObjectKey;
import io.coffer.model.SseAlgorithm;
import io.coffer.model.setting.Inventory;
import io.coffer.model.setting.InventoryFilter;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.lease.Tenure;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.StoredObject;
import io.coffer.server.upkeep.ObjectDelivery;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Makes the lists of one inventory once, and the manifest that names them last: without it they do not count. */
final class InventoryRun {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** in rows: a list of the longest rows stays below the most that one object can hold */
    private static final long LONGEST_LIST = 1_000_000;

    private final BucketSnapshot bucket;
    private final BucketSnapshot destination;
    private final Inventory inventory;
    private final ObjectStore objects;
    private final ObjectDelivery delivery;
    private final InventoryRows rows;
    private final Instant started;
    private final String id = UUID.randomUUID().toString();
    private final List<InventoryManifest.ListFile> files = new ArrayList<>();
    private Optional<ListUpload> upload = Optional.empty();
    private long rowsInList;

    InventoryRun(
            BucketSnapshot bucket,
            BucketSnapshot destination,
            Inventory inventory,
            ObjectStore objects,
            ObjectDelivery delivery,
            Instant started) {
        this.bucket = bucket;
        this.destination = destination;
        this.inventory = inventory;
        this.objects = objects;
        this.delivery = delivery;
        this.rows = new InventoryRows(bucket, inventory, objects);
        this.started = started;
    }

    void run(Tenure tenure) {
        try {
            objects.walk(
                    bucket, inventory.filter().flatMap(InventoryFilter::prefix).orElse(""), (key, versions) -> {
                        tenure.require();
                        list(key, versions);
                    });
            finishList();
        } finally {
            upload.ifPresent(ListUpload::close);
        }
        InventoryManifest manifest =
                new InventoryManifest(bucket.name().value(), destination.name().value(), rows.schema(), started, files);
        byte[] document = manifest.json();
        put("manifest.json", "application/json", document);
        put("manifest.checksum", "text/plain", InventoryManifest.checksum(document));
    }

    private void put(String name, String contentType, byte[] content) {
        delivery.put(destination, key(TIME.format(started) + "/" + name), contentType, encryption(), content);
    }

    private void list(ObjectKey key, List<ObjectRecord> versions) {
        boolean all = inventory.versions() == Inventory.Versions.ALL;
        for (ObjectRecord record : all ? versions : versions.subList(0, 1)) {
            boolean wanted = all || !record.isDeleteMarker();
            if (wanted && matches(record)) {
                current()
                        .write(rows.row(
                                key,
                                record,
                                record.slot().equals(versions.getFirst().slot())));
                rowsInList++;
            }
        }
    }

    private boolean matches(ObjectRecord record) {
        if (inventory.filter().isEmpty()) {
            return true;
        }
        InventoryFilter filter = inventory.filter().get();
        long modified = record.modified().getEpochSecond();
        return filter.modifiedFrom().stream().allMatch(from -> modified >= from)
                && filter.modifiedTo().stream().allMatch(to -> modified <= to)
                && filter.smallest().stream().allMatch(least -> record.size() >= least)
                && filter.largest().stream().allMatch(most -> record.size() <= most)
                && (filter.storageClasses().isEmpty() || filter.storageClasses().contains(record.storageClass()));
    }

    private ListUpload current() {
        if (rowsInList >= LONGEST_LIST) {
            finishList();
        }
        if (upload.isEmpty()) {
            ObjectKey name = key("data/" + id + (files.isEmpty() ? "" : "-" + files.size()) + ".csv.gz");
            upload = Optional.of(new ListUpload(content ->
                    delivery.put(destination, name, "application/gzip", encryption(), content, OptionalLong.empty())));
        }
        return upload.get();
    }

    private void finishList() {
        upload.ifPresent(list -> {
            StoredObject stored = list.finish();
            files.add(new InventoryManifest.ListFile(
                    stored.facts().etag().value(),
                    stored.key().value(),
                    stored.record().size()));
        });
        upload = Optional.empty();
        rowsInList = 0;
    }

    private Optional<EncryptionRule> encryption() {
        return inventory
                .destination()
                .encryption()
                .map(method -> method.keyId()
                        .map(key -> new EncryptionRule(SseAlgorithm.KMS, Optional.of(key), DataCipher.AES256))
                        .orElseGet(() -> new EncryptionRule(SseAlgorithm.AES256, Optional.empty(), DataCipher.AES256)));
    }

    private ObjectKey key(String name) {
        String prefix = inventory.destination().prefix();
        String directory = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        return new ObjectKey(directory + bucket.name() + "/" + inventory.id() + "/" + name);
    }
}
