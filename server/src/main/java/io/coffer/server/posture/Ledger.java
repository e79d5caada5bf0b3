package io.coffer.server.posture;

import io.coffer.encryption.KeyDirectory;
import io.coffer.encryption.KeyPurpose;
import io.coffer.model.EncryptionRule;
import io.coffer.model.SseAlgorithm;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.metadata.LedgerClass;
import io.coffer.storage.Derivation;
import io.coffer.storage.DerivedRows;
import io.coffer.storage.Name;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.Tally;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Questions to the encryption ledger. An engine that can keeps it in step with the records, see {@link DerivedRows}; of another
 * the records are read for each answer, which then holds up to the time when it began, and from which no destruction may be
 * decided.
 */
public final class Ledger {
    private final StorageEngine engine;
    private final KeyDirectory keys;
    private final Optional<EncryptionRule> serverDefault;
    private final ScannedRows scanned;

    /**
     * @param derivation what makes the ledger of records, where the engine does not
     * @param buckets all there are
     */
    public Ledger(
            StorageEngine engine,
            Derivation derivation,
            Buckets buckets,
            KeyDirectory keys,
            Optional<EncryptionRule> serverDefault,
            InstantSource clock) {
        this.engine = engine;
        this.keys = keys;
        this.serverDefault = serverDefault;
        this.scanned = new ScannedRows(
                engine,
                derivation,
                () -> buckets.all().stream().map(BucketSnapshot::space).toList(),
                clock);
    }

    /** The engine keeps no ledger, and what is read from the records does not do here. */
    public static final class InexactException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InexactException() {
            super("the storage engine keeps no exact ledger of what is protected by which key");
        }
    }

    /** Whether the sequence of an answer names one moment that it is exact for; else it is a time, in milliseconds since 1970. */
    public boolean isExact() {
        return engine.derivedRows().isPresent();
    }

    /**
     * Before anything is decided that cannot be undone.
     *
     * @throws InexactException on an engine that does not keep the ledger
     */
    public void requireExact() {
        kept();
    }

    public Posture posture(BucketSnapshot bucket) {
        Optional<EncryptionRule> rule = rule(bucket);
        String keyId = rule.map(wanted -> keyId(wanted, bucket)).orElse("");
        DerivedRows.Tallies tallies = tallies(bucket);
        List<Posture.Held> content = new ArrayList<>();
        List<Posture.Held> attributeKeys = new ArrayList<>();
        for (Tally tally : tallies.tallies()) {
            Posture.Held held = held(tally, rule, keyId);
            switch (held.of().kind()) {
                case VERSION, UPLOAD, LINK, UNREADABLE -> content.add(held);
                case ATTRIBUTE_KEY -> attributeKeys.add(held);
                case OTHER -> {}
            }
        }
        return new Posture(rule, content, attributeKeys, tallies.sequence());
    }

    /** The rule that counts for a bucket: its own, or the server's default. */
    Optional<EncryptionRule> rule(BucketSnapshot bucket) {
        return bucket.encryptionRule().or(() -> serverDefault);
    }

    /** Everything that there is of a bucket, class by class. */
    DerivedRows.Tallies tallies(BucketSnapshot bucket) {
        return rows().tallies(LedgerClass.ofSpace(bucket.space().value()));
    }

    /** The rows of one class behind one of them. */
    DerivedRows.Rows rows(LedgerClass of, Name after, int limit) {
        return rows().rows(of.name(), after, limit);
    }

    private static Posture.Held held(Tally tally, Optional<EncryptionRule> rule, String keyId) {
        LedgerClass of = LedgerClass.of(tally.name());
        return new Posture.Held(of, new Count(tally.entries(), tally.amount()), Shortfall.of(of, rule, keyId));
    }

    /** The master key that a rule stands for; empty for the default key of an account that has none yet. */
    private String keyId(EncryptionRule rule, BucketSnapshot bucket) {
        if (rule.algorithm() != SseAlgorithm.KMS) {
            return "";
        }
        return rule.keyId()
                .or(() -> keys.existing(bucket.record().owner(), KeyPurpose.DEFAULT))
                .orElse("");
    }

    /**
     * What a key protects, in whatever bucket.
     *
     * @param version absent for all of them
     */
    public KeyUse usedBy(String keyId, Optional<Integer> version) {
        DerivedRows.Tallies all = rows().tallies(Name.EMPTY);
        List<KeyUse.InSpace> used = new ArrayList<>();
        for (Tally tally : all.tallies()) {
            LedgerClass of = LedgerClass.of(tally.name());
            if (isBy(of, keyId, version)) {
                used.add(new KeyUse.InSpace(of, new Count(tally.entries(), tally.amount())));
            }
        }
        return new KeyUse(used, all.sequence());
    }

    /** How much each version of a key protects, in all buckets. */
    SortedMap<KeyVersion, Count> byKeyVersion() {
        SortedMap<KeyVersion, Count> versions =
                new TreeMap<>(Comparator.comparing(KeyVersion::keyId).thenComparingInt(KeyVersion::version));
        for (Tally tally : rows().tallies(Name.EMPTY).tallies()) {
            LedgerClass.of(tally.name())
                    .protection()
                    .ifPresent(by -> versions.merge(
                            new KeyVersion(by.keyId(), by.keyVersion()),
                            new Count(tally.entries(), tally.amount()),
                            Count::plus));
        }
        return versions;
    }

    /** A version of a master key. */
    record KeyVersion(String keyId, int version) {}

    private static boolean isBy(LedgerClass of, String keyId, Optional<Integer> version) {
        return of.protection()
                .filter(by -> by.keyId().equals(keyId))
                .filter(by -> version.isEmpty() || version.get() == by.keyVersion())
                .isPresent();
    }

    /**
     * What a key protects, one by one.
     *
     * @param version absent for all of them
     * @param marker where an earlier page ended; empty for the beginning
     * @throws IllegalArgumentException when no page ended with that marker
     */
    public LedgerPage protectedBy(String keyId, Optional<Integer> version, String marker, int limit) {
        KeyUse use = usedBy(keyId, version);
        return page(use.used().stream().map(KeyUse.InSpace::of).toList(), marker, limit, use.sequence());
    }

    /**
     * What of a bucket falls short of its rule, class by class.
     *
     * @param wanted only what falls short for this reason; absent for all
     * @param marker where an earlier page ended; empty for the beginning
     * @throws IllegalArgumentException when no page ended with that marker
     */
    public ShortfallPage shortfalls(BucketSnapshot bucket, Optional<Shortfall> wanted, String marker, int limit) {
        Posture posture = posture(bucket);
        Map<LedgerClass, Shortfall> reasons = new HashMap<>();
        for (Posture.Held held : posture.classes()) {
            held.shortfall()
                    .filter(reason -> wanted.isEmpty() || wanted.get() == reason)
                    .ifPresent(reason -> reasons.put(held.of(), reason));
        }
        LedgerPage page = page(reasons.keySet(), marker, limit, posture.sequence());
        List<ShortfallPage.Item> items = page.items().stream()
                .map(item ->
                        new ShortfallPage.Item(item.key(), item.of(), Objects.requireNonNull(reasons.get(item.of()))))
                .toList();
        return new ShortfallPage(items, page.marker(), page.sequence());
    }

    private LedgerPage page(Collection<LedgerClass> classes, String marker, int limit, long sequence) {
        Name after = new Name(HexFormat.of().parseHex(marker));
        List<LedgerPage.Item> items = new ArrayList<>();
        Optional<Name> last = Optional.empty();
        for (LedgerClass of : behind(classes, after)) {
            if (items.size() == limit) {
                break;
            }
            DerivedRows.Rows page = rows(of, after, limit - items.size());
            page.rows().forEach(row -> items.add(LedgerPage.Item.of(row, of)));
            last = page.truncated() || items.size() == limit
                    ? Optional.of(page.rows().getLast())
                    : Optional.empty();
        }
        return new LedgerPage(items, last.map(row -> HexFormat.of().formatHex(row.bytes())), sequence);
    }

    /** Those that have rows behind one. */
    static List<LedgerClass> behind(Collection<LedgerClass> classes, Name after) {
        return classes.stream()
                .filter(of -> of.name().compareTo(after) > 0 || after.startsWith(of.name()))
                .sorted(Comparator.comparing(LedgerClass::name))
                .toList();
    }

    /**
     * What differs between the ledger and the records; it reads the whole store.
     *
     * @throws InexactException on an engine that does not keep the ledger
     */
    public List<String> differences() {
        return kept().differences();
    }

    private LedgerRows rows() {
        return engine.derivedRows().map(LedgerRows::of).orElse(scanned);
    }

    private DerivedRows kept() {
        return engine.derivedRows().orElseThrow(InexactException::new);
    }
}
