package io.coffer.storage.ozone;

import io.coffer.storage.Attributes;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import io.coffer.storage.Writer;
import io.coffer.storage.ozone.KeyRecord.Place;
import io.coffer.storage.ozone.Records.Changed;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.ozone.om.helpers.ListKeysResult;
import org.apache.hadoop.ozone.om.helpers.OmKeyInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bucket. Its name was drawn when the space was made, so a space that was dropped and made again is another bucket. */
final class OzoneSpace implements Space {
    /** The most bytes of attributes; with base 64 well below what one transaction of a manager takes (32 MB). */
    static final int MAX_ATTRIBUTES = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(OzoneSpace.class);
    private static final int OPENINGS = 10;

    private final OzoneCluster cluster;
    private final String bucket;
    private final Records records;

    OzoneSpace(OzoneCluster cluster, Generations generations, String bucket) {
        this.cluster = cluster;
        this.bucket = bucket;
        this.records = new Records(cluster, generations, bucket);
    }

    String bucket() {
        return bucket;
    }

    Records records() {
        return records;
    }

    @Override
    public Optional<Entry> head(Name name) {
        cluster.requireOpen();
        return records.find(KeyNames.record(name))
                .map(OzoneCluster.Found::record)
                .filter(KeyRecord::isLive)
                .map(record -> record.entry(name));
    }

    @Override
    public Reader open(Name name) {
        cluster.requireOpen();
        long lastMissing = 0;
        for (int attempt = 0; attempt < OPENINGS; attempt++) {
            OmKeyInfo key = located(KeyNames.record(name))
                    .orElseThrow(() -> new StorageException(Kind.NOT_FOUND, "no entry " + name));
            KeyRecord record = KeyRecord.of(key.getMetadata(), key.getDataSize());
            if (!record.isLive()) {
                throw new StorageException(Kind.NOT_FOUND, "no entry " + name);
            }
            if (record.place() == Place.HERE) {
                return new OzoneReader(cluster, record.entry(name), key);
            }
            Optional<OmKeyInfo> body = located(KeyNames.body(record.blob()));
            if (body.isPresent()) {
                return new OzoneReader(cluster, requireWhole(record, name, body.get()), body.get());
            }
            // replaced meanwhile, unless the record is still the same
            if (record.generation() == lastMissing) {
                throw new StorageException(Kind.CORRUPT, "the body of an entry is missing");
            }
            lastMissing = record.generation();
        }
        throw new StorageException(Kind.UNAVAILABLE, "others replace the entry all the time");
    }

    private static Entry requireWhole(KeyRecord record, Name name, OmKeyInfo body) {
        if (body.getDataSize() != record.size()) {
            throw new StorageException(
                    Kind.CORRUPT, "a body of " + body.getDataSize() + " bytes, and its record says " + record.size());
        }
        return record.entry(name);
    }

    private Optional<OmKeyInfo> located(String key) {
        try {
            return Optional.of(cluster.locate(bucket, key));
        } catch (IOException failure) {
            if (Failures.isAbsentKey(failure)) {
                return Optional.empty();
            }
            throw Failures.of("an entry cannot be opened", failure);
        }
    }

    @Override
    public Writer begin(long sizeHint) {
        cluster.requireOpen();
        return new OzoneWriter(cluster, bucket, BlobId.random(), sizeHint);
    }

    @Override
    public Writer begin(BlobId blob, long sizeHint) {
        cluster.requireOpen();
        cluster.carrying().begin();
        return new OzoneWriter(cluster, bucket, blob, sizeHint);
    }

    @Override
    public Entry commit(Writer writer, Name name, Attributes attributes, Condition condition) {
        if (!(writer instanceof OzoneWriter own) || !own.belongsTo(cluster, bucket)) {
            throw new IllegalArgumentException("the writer belongs to another space");
        }
        own.spend();
        try (own) {
            requireName(name);
            requireFits(attributes);
            cluster.requireOpen();
            KeyBody body = own.finish(attributes);
            return commit(name, body, condition);
        }
    }

    private Entry commit(Name name, KeyBody body, Condition condition) {
        try {
            Changed changed = records.change(name, condition instanceof Condition.Absent, current -> {
                require(condition, current);
                return body;
            });
            changed.before().ifPresent(this::freeBody);
            return changed.after().entry(name);
        } catch (StorageException refused) {
            if (refused.kind() != Kind.UNKNOWN_OUTCOME) {
                freeUncommitted(body);
            }
            throw refused;
        }
    }

    @Override
    public Entry update(Name name, Attributes attributes, long generation) {
        requireFits(attributes);
        cluster.requireOpen();
        Condition condition = Condition.generation(generation);
        Changed changed = records.change(name, false, current -> {
            require(condition, current);
            return withAttributes(name, current.orElseThrow(), attributes);
        });
        return changed.after().entry(name);
    }

    /** A body kept with its record is written again with the new one, for Ozone changes a key as a whole. */
    private KeyBody withAttributes(Name name, Entry current, Attributes attributes) {
        OmKeyInfo key = located(KeyNames.record(name)).orElseThrow(Failures::conflict);
        KeyRecord record = KeyRecord.of(key.getMetadata(), key.getDataSize());
        if (record.generation() != current.generation()) {
            throw Failures.conflict();
        }
        if (record.place() == Place.APART) {
            return KeyBody.apart(record.blob(), record.size(), attributes);
        }
        try (Reader reader = new OzoneReader(cluster, current, key);
                InputStream stream = reader.range(0, current.size())) {
            byte[] bytes = stream.readNBytes((int) current.size());
            return KeyBody.here(record.blob(), bytes, bytes.length, attributes);
        } catch (IOException failure) {
            throw Failures.of("a body cannot be read", failure);
        }
    }

    @Override
    public boolean delete(Name name, Condition condition) {
        cluster.requireOpen();
        Optional<KeyRecord> deleted = records.delete(name, current -> require(condition, current));
        deleted.ifPresent(this::freeBody);
        return deleted.isPresent();
    }

    /**
     * What cannot be freed now is found by the sweep. Nothing that was not committed is freed where bodies are carried: a
     * deletion whose answer was lost could take the body of the next try with it, which has the same name.
     */
    private void freeUncommitted(KeyBody body) {
        if (body.place() == Place.APART && !cluster.carrying().isBegun()) {
            freeBody(body.record(0));
        }
    }

    /** What cannot be freed now is found by the sweep. */
    private void freeBody(KeyRecord replaced) {
        if (replaced.place() != Place.APART) {
            return;
        }
        try {
            cluster.delete(bucket, KeyNames.body(replaced.blob()));
        } catch (IOException failure) {
            if (!Failures.isAbsentKey(failure)) {
                LOG.warn("a body that is not needed any more stays for now: {}", failure.getMessage());
            }
        }
    }

    @Override
    public Page scan(Name prefix, Name after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page has at least one entry");
        }
        cluster.requireOpen();
        boolean fromPrefix = after.compareTo(prefix) < 0;
        if (!fromPrefix && !after.startsWith(prefix)) {
            requireExists();
            return new Page(List.of(), false);
        }
        String start = fromPrefix ? "" : KeyNames.record(after);
        List<Entry> entries = new ArrayList<>();
        while (true) {
            ListKeysResult keys = list(KeyNames.record(prefix), start, limit + 1 - entries.size());
            for (OmKeyInfo key : keys.getKeys()) {
                start = key.getKeyName();
                KeyRecord record = OzoneCluster.found(key).record();
                if (record.isLive()) {
                    if (entries.size() == limit) {
                        return new Page(List.copyOf(entries), true);
                    }
                    entries.add(record.entry(KeyNames.name(start)));
                }
            }
            if (!keys.isTruncated() || keys.getKeys().isEmpty()) {
                return new Page(List.copyOf(entries), false);
            }
        }
    }

    private void requireExists() {
        list(KeyNames.RECORDS, "", 1);
    }

    private ListKeysResult list(String prefix, String start, int limit) {
        try {
            return cluster.list(bucket, prefix, start, Math.min(limit, OzoneCluster.PAGE));
        } catch (IOException failure) {
            throw Failures.of("entries cannot be listed", failure);
        }
    }

    private static void require(Condition condition, Optional<Entry> current) {
        if (!condition.holds(current)) {
            throw Failures.conflict();
        }
    }

    private static void requireName(Name name) {
        if (name.bytes().length == 0) {
            throw new IllegalArgumentException("an entry needs a name");
        }
    }

    private static void requireFits(Attributes attributes) {
        if (attributes.bytes().length > MAX_ATTRIBUTES) {
            throw new IllegalArgumentException("attributes have at most " + MAX_ATTRIBUTES + " bytes");
        }
    }
}
