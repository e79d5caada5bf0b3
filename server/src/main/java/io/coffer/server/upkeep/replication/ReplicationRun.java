package io.coffer.server.upkeep.replication;

import io.coffer.model.DataCipher;
import io.coffer.model.EncryptionRule;
import io.coffer.model.ObjectKey;
import io.coffer.model.SseAlgorithm;
import io.coffer.model.VersionId;
import io.coffer.model.setting.ReplicationRule;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.lease.Tenure;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.EncryptionPlan;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.IncomingBody;
import io.coffer.server.object.NewObject;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OpenObject;
import io.coffer.server.object.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of one rule over its whole source. */
final class ReplicationRun {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicationRun.class);

    /** how many older objects may be done before their number is written down again */
    private static final int NOTED_EVERY = 256;

    private final BucketSnapshot source;
    private final BucketSnapshot target;
    private final ReplicationRule rule;
    private final String sourceName;
    private final ReplicationStates states;
    private final Replicas replicas;
    private final ObjectStore objects;
    private final EncryptionPlanner planner;
    private long older;
    private long olderDone;
    private long failed;

    ReplicationRun(
            BucketSnapshot source,
            BucketSnapshot target,
            ReplicationRule rule,
            ReplicationStates states,
            Replicas replicas,
            ObjectStore objects,
            EncryptionPlanner planner) {
        this.source = source;
        this.target = target;
        this.rule = rule;
        this.sourceName = ReplicationStates.sourceName(source, rule);
        this.states = states;
        this.replicas = replicas;
        this.objects = objects;
        this.planner = planner;
    }

    void run(ReplicationStates.State before, Instant started, Tenure tenure) {
        boolean telling = rule.historical() && !before.whole();
        if (telling) {
            forEachCurrent((key, record) -> older += isOlder(record) ? 1 : 0);
        }
        forEachCurrent((key, record) -> {
            tenure.require();
            replicateQuietly(key, record);
            if (telling && isOlder(record) && ++olderDone % NOTED_EVERY == 0) {
                states.put(source, rule, before.withOlder(older, olderDone));
            }
        });
        replicas.forEach(target.record().id(), sourceName, key -> {
            tenure.require();
            deleteQuietly(key);
        });
        if (failed == 0) {
            states.put(source, rule, before.afterWholeRun(started));
        } else {
            states.put(source, rule, before.withOlder(older, Math.max(0, olderDone - failed)));
            LOG.warn("{} objects of {} wait for the next run of the rule {}", failed, source.name(), rule.id());
        }
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(ObjectKey key, ObjectRecord current);
    }

    private void forEachCurrent(Visitor visitor) {
        for (String prefix : distinctPrefixes()) {
            objects.walk(source, prefix, (key, versions) -> {
                ObjectRecord current = versions.getFirst();
                if (!current.isDeleteMarker()) {
                    visitor.visit(key, current);
                }
            });
        }
    }

    /** Without those that another one covers: no object comes twice. */
    private List<String> distinctPrefixes() {
        List<String> prefixes = rule.prefixes();
        return prefixes.isEmpty()
                ? List.of("")
                : prefixes.stream()
                        .filter(prefix ->
                                prefixes.stream().noneMatch(other -> !other.equals(prefix) && prefix.startsWith(other)))
                        .toList();
    }

    private boolean isOlder(ObjectRecord record) {
        return record.modified().isBefore(rule.created());
    }

    /** An object that cannot be read or written now must not stop the others. */
    private void replicateQuietly(ObjectKey key, ObjectRecord record) {
        try {
            if (isWanted(key, record)) {
                copy(key, record);
            }
        } catch (RuntimeException failure) {
            failed++;
            LOG.warn("an object of {} could not be replicated into {}", source.name(), target.name(), failure);
        }
    }

    private boolean isWanted(ObjectKey key, ObjectRecord record) {
        if (record.size() > IncomingBody.MAX_LENGTH) {
            LOG.warn("an object of {} is too large to be replicated: {} bytes", source.name(), record.size());
            return false;
        }
        if (isKms(record) && !rule.kmsObjects().orElse(false)) {
            return false;
        }
        Optional<String> replicated = replicas.find(target, key).flatMap(replica -> replica.printOf(sourceName));
        if (replicated.isPresent()) {
            return !replicated.get().equals(RecordPrint.of(record));
        }
        if (isOlder(record) && !rule.historical()) {
            return false;
        }
        // what came here by replication does not travel on, or two buckets would send it to and fro for ever
        return replicas.find(source, key)
                .filter(replica -> replica.body().equals(record.blob().hex()))
                .isEmpty();
    }

    private static boolean isKms(ObjectRecord record) {
        return record.encryption()
                .filter(encryption -> encryption.algorithm() == SseAlgorithm.KMS)
                .isPresent();
    }

    private void copy(ObjectKey key, ObjectRecord found) {
        try (OpenObject open = objects.open(source, key, Optional.of(found.versionId()), record -> {});
                InputStream body = open.body().range(0, open.object().record().size())) {
            ObjectRecord record = open.object().record();
            if (isKms(record) && !rule.kmsObjects().orElse(false)) {
                return;
            }
            StoredObject replica = changedInPlace(open.object()).orElseGet(() -> put(open.object(), body));
            replicas.put(
                    target,
                    key,
                    sourceName,
                    RecordPrint.of(record),
                    replica.record().blob().hex());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Where only the ACL or the tags are others than before, so are the replica's: a copy would be a new version. */
    private Optional<StoredObject> changedInPlace(StoredObject original) {
        ObjectKey key = original.key();
        Optional<Replicas.Replica> known = replicas.find(target, key);
        Optional<StoredObject> replica = objects.record(target, key, Optional.empty())
                .filter(current -> known.filter(replicated ->
                                replicated.body().equals(current.blob().hex()))
                        .isPresent())
                .map(current -> objects.read(target, key, current));
        boolean sameBody = known.flatMap(replicated -> replicated.printOf(sourceName))
                .filter(print -> RecordPrint.isOfBody(print, original.record()))
                .isPresent();
        ObjectFacts facts = original.facts();
        if (!sameBody
                || replica.filter(found -> found.facts().withTags(facts.tags()).equals(facts))
                        .isEmpty()) {
            return Optional.empty();
        }
        Optional<VersionId> version = Optional.of(replica.get().record().versionId());
        objects.change(
                target, key, version, state -> state.withAcl(original.record().acl()));
        return Optional.of(objects.changeFacts(target, key, version, found -> found.withTags(facts.tags())));
    }

    private StoredObject put(StoredObject original, InputStream body) {
        Optional<String> link = original.facts().symlinkTarget();
        if (link.isPresent()) {
            return objects.putSymlink(target, original.key(), newObject(original, EncryptionPlan.NONE), link.get());
        }
        return objects.put(
                target,
                original.key(),
                newObject(original, plan(original.record())),
                new IncomingBody(body, OptionalLong.of(original.record().size()), Optional.empty()));
    }

    /** With the ETag of the original, which is not the MD5 of a body that was uploaded in parts. */
    private static NewObject newObject(StoredObject original, EncryptionPlan plan) {
        ObjectFacts facts = original.facts();
        return new NewObject(
                facts.content(),
                facts.userMetadata(),
                facts.tags(),
                original.record().storageClass(),
                original.record().acl(),
                plan,
                false,
                Optional.of(facts.etag()));
    }

    /** Never weaker than the source: an encrypted object has an encrypted replica in a bucket without a rule too. */
    private EncryptionPlan plan(ObjectRecord record) {
        Optional<ObjectEncryption> encryption = record.encryption();
        if (isKms(record)) {
            return planner.plan(
                    target, Optional.of(new EncryptionRule(SseAlgorithm.KMS, rule.replicaKeyId(), DataCipher.AES256)));
        }
        return planner.plan(
                target,
                encryption
                        .filter(service -> target.encryptionRule().isEmpty())
                        .map(service ->
                                new EncryptionRule(service.algorithm(), Optional.empty(), service.dataCipher())));
    }

    private void deleteQuietly(ObjectKey key) {
        try {
            if (isThere(source, key)) {
                return;
            }
            if (rule.deletes()) {
                // what the target's owner wrote in the replica's place is not the source's to delete
                replicas.find(target, key)
                        .ifPresent(replica -> objects.deleteIf(
                                target,
                                key,
                                Optional.empty(),
                                current -> replica.body().equals(current.blob().hex())));
            }
            replicas.forget(target.record().id(), key, sourceName);
        } catch (RuntimeException failure) {
            failed++;
            LOG.warn("the deletion of an object of {} could not be replicated", source.name(), failure);
        }
    }

    private boolean isThere(BucketSnapshot bucket, ObjectKey key) {
        return objects.record(bucket, key, Optional.empty())
                .filter(record -> !record.isDeleteMarker())
                .isPresent();
    }
}
