package io.coffer.server.posture;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyVersion;
import io.coffer.model.BucketName;
import io.coffer.model.DataCipher;
import io.coffer.model.EncryptionRule;
import io.coffer.model.SseAlgorithm;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.keyuse.KeyUser;
import io.coffer.server.metadata.AttributeKeyRecord;
import io.coffer.server.metadata.LedgerClass;
import io.coffer.server.object.EncryptionPlan;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.OrphanSweep;
import io.coffer.server.object.Reprotection;
import io.coffer.storage.DerivedRows;
import io.coffer.storage.Name;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.Tally;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What all jobs work with, and what they ask the ledger. */
public record RewrapWork(
        StorageEngine engine,
        Ledger ledger,
        Buckets buckets,
        EncryptionPlanner planner,
        KeyAdministration keys,
        Reprotection reprotection,
        OrphanSweep orphans,
        Throttle throttle,
        int workers) {
    private static final KeyUser USER = KeyUser.service("rewrap");
    private static final int PAGE = 1000;

    /**
     * What is left to do in a bucket at one moment.
     *
     * @param uploads of the counts: uploads under way that are left to their end
     */
    record Remaining(RewrapJob.Counts counts, long uploads, long unreadable, long sequence) {
        long entries() {
            return counts.entries() + unreadable;
        }
    }

    /** Whether no other server reads and writes in the store. */
    boolean isAlone() {
        return !engine.capabilities().shared();
    }

    /** The bucket of a job, if it is still that one. */
    Optional<BucketSnapshot> bucket(RewrapJob job) {
        return buckets.find(new BucketName(job.bucket()))
                .filter(found -> found.record().id().equals(job.bucketId()))
                .map(found -> found.by(USER));
    }

    /** @throws io.coffer.encryption.KeyManagementException when the bucket's owner does not have the key */
    RewrapGoal goal(BucketSnapshot bucket, Optional<String> keyId) {
        EncryptionPlan plan = planner.plan(bucket, keyId.map(id -> rule(bucket, id)));
        boolean cipherIsGiven = ledger.rule(bucket)
                .filter(rule -> keyId.isEmpty() || rule.algorithm() == SseAlgorithm.KMS)
                .isPresent();
        return new RewrapGoal(plan, !cipherIsGiven, this::wrappingVersion);
    }

    /** A key that is gone, or wraps no more, has no other version: what is under it must not hold up the rest. */
    private int wrappingVersion(String keyId) {
        try {
            return keys.describe(keyId)
                    .wrappingVersion()
                    .map(KeyVersion::number)
                    .orElse(0);
        } catch (KeyManagementException refused) {
            if (refused.kind() != KeyManagementException.Kind.KEY_NOT_FOUND) {
                throw refused;
            }
            return 0;
        }
    }

    /** The bucket's own rule under another key; where that has no cipher for it, what is in clear gets AES. */
    private EncryptionRule rule(BucketSnapshot bucket, String keyId) {
        DataCipher cipher = ledger.rule(bucket)
                .filter(rule -> rule.algorithm() == SseAlgorithm.KMS)
                .map(EncryptionRule::dataCipher)
                .orElse(DataCipher.AES256);
        return new EncryptionRule(SseAlgorithm.KMS, Optional.of(keyId), cipher);
    }

    /** What the goal asks for, in the order of the ledger. */
    List<LedgerClass> toDo(BucketSnapshot bucket, RewrapGoal goal) {
        return ledger.tallies(bucket).tallies().stream()
                .map(tally -> LedgerClass.of(tally.name()))
                .filter(of -> goal.step(of).isPresent())
                .filter(of -> !isLeftToItsEnd(of))
                .sorted(Comparator.comparing(LedgerClass::name))
                .toList();
    }

    /**
     * An upload under way stays as it is where several servers share the store: a part may be changed only while nobody completes
     * the upload, and the lock for that is in one process.
     */
    private boolean isLeftToItsEnd(LedgerClass of) {
        return of.kind() == LedgerClass.Kind.UPLOAD && !isAlone();
    }

    Remaining remaining(BucketSnapshot bucket, RewrapGoal goal) {
        DerivedRows.Tallies tallies = ledger.tallies(bucket);
        RewrapJob.Counts counts = RewrapJob.Counts.NONE;
        long uploads = 0;
        long unreadable = 0;
        for (Tally tally : tallies.tallies()) {
            LedgerClass of = LedgerClass.of(tally.name());
            Optional<Reprotection.Outcome> step = goal.step(of);
            if (step.isPresent()) {
                counts = RewrapTally.plus(counts, step.get(), tally.entries(), tally.amount());
                uploads += isLeftToItsEnd(of) ? tally.entries() : 0;
            }
            unreadable += of.kind() == LedgerClass.Kind.UNREADABLE ? tally.entries() : 0;
        }
        long attributeKeys = attributeKeys(goal, tallies).size();
        return new Remaining(
                new RewrapJob.Counts(
                        counts.rewrapped(), counts.encrypted(), counts.reencrypted(), attributeKeys, counts.bytes()),
                uploads,
                unreadable,
                tallies.sequence());
    }

    /** The attribute keys that should be wrapped by another key or version, and by which key. */
    Map<String, String> attributeKeys(BucketSnapshot bucket, RewrapGoal goal) {
        return attributeKeys(goal, ledger.tallies(bucket));
    }

    private Map<String, String> attributeKeys(RewrapGoal goal, DerivedRows.Tallies tallies) {
        List<LedgerClass> classes = tallies.tallies().stream()
                .map(tally -> LedgerClass.of(tally.name()))
                .toList();
        Set<String> used = new HashSet<>();
        classes.stream()
                .filter(of -> of.kind() != LedgerClass.Kind.ATTRIBUTE_KEY)
                .forEach(of -> of.protection().ifPresent(by -> used.add(by.keyId())));
        Map<String, String> wanted = new TreeMap<>();
        classes.stream()
                .filter(of -> of.kind() == LedgerClass.Kind.ATTRIBUTE_KEY)
                .forEach(of -> ledger.rows(of, Name.EMPTY, PAGE).rows().forEach(row -> {
                    String own =
                            AttributeKeyRecord.keyId(new String(of.entry(row).bytes(), StandardCharsets.UTF_8));
                    goal.attributeKey(of.protection().orElseThrow(), own, used.contains(own))
                            .ifPresent(key -> wanted.put(own, key));
                }));
        return wanted;
    }
}
