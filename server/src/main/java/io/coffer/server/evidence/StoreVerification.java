package io.coffer.server.evidence;

import io.coffer.encryption.DamagedDataException;
import io.coffer.server.audit.AuditTrail;
import io.coffer.server.audit.AuditVerification;
import io.coffer.server.audit.Link;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.BucketStore;
import io.coffer.server.keyuse.KeyLogVerification;
import io.coffer.server.keyuse.KeyUseLog;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.StoreDigest;
import io.coffer.server.object.BucketInspection;
import io.coffer.server.object.Finding;
import io.coffer.server.object.InspectionSink;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OrphanSweep;
import io.coffer.storage.DerivedRows;
import io.coffer.storage.Entry;
import io.coffer.storage.Examination;
import io.coffer.storage.Name;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Reads everything that a stopped store holds and authenticates it. It changes nothing and goes on behind what it finds;
 * memory is bounded whatever the size of the store.
 */
public final class StoreVerification {
    /**
     * The store that is verified.
     *
     * @param rows of an engine that derives them
     * @param residue bytes of replaced or deleted bodies that the engine may still hold; empty when it cannot tell
     * @param examination has the engine check its own files; empty when it cannot
     * @param keyLog the directory of the key-use log
     * @param files beside the engine's
     */
    public record Subject(
            String storeId,
            ControlRecords records,
            BucketStore buckets,
            ObjectStore objects,
            DerivedRows rows,
            StoreDigest digest,
            AuditTrail audit,
            CheckpointKey checkpointKey,
            OptionalLong residue,
            Supplier<Optional<Examination>> examination,
            Path data,
            Path keyLog,
            List<OtherFile> files) {
        public Subject {
            files = List.copyOf(files);
        }
    }

    /** @param open fails as damaged when the file is not what was written */
    public record OtherFile(String name, Runnable open) {}

    /** @param threads that inspect at once, at least one */
    public record Options(int threads, List<String> canaries, Optional<SignedCheckpoint> checkpoint) {
        public Options {
            canaries = List.copyOf(canaries);
        }
    }

    private final Subject subject;
    private final Options options;
    private final VerificationProgress progress;
    private final Tallying tallying = new Tallying();
    private final CanarySearch canaries;
    private long buckets;

    public StoreVerification(Subject subject, Options options, VerificationProgress progress) {
        this.subject = subject;
        this.options = options;
        this.progress = progress;
        this.canaries = new CanarySearch(options.canaries());
    }

    /** @throws IOException when files cannot be read at all */
    public VerificationReport run() throws IOException {
        DerivedRows.Tallies all = subject.rows().tallies(Name.EMPTY);
        progress.begin(
                all.tallies().stream().mapToLong(tally -> tally.entries()).sum());
        checkControlRecords();
        checkFiles();
        checkBuckets();
        Optional<Examination> examination = checkStorage();
        VerificationReport.LedgerResult ledger = checkLedger();
        AuditVerification.Report audit = checkAudit();
        String anchor = new AnchorCheck(subject, tallying).against(options.checkpoint(), all);
        VerificationReport.KeyLogResult keyLog = checkKeyLog();
        if (!canaries.isEmpty()) {
            canaries.searchFiles(subject.data());
            canaries.hits().forEach(this::note);
        }
        progress.end();
        return report(all, orphans(examination), ledger, audit, keyLog, anchor);
    }

    private VerificationReport report(
            DerivedRows.Tallies all,
            VerificationReport.Orphans orphans,
            VerificationReport.LedgerResult ledger,
            AuditVerification.Report audit,
            VerificationReport.KeyLogResult keyLog,
            String anchor) {
        return new VerificationReport(
                VerificationReport.FORMAT,
                tallying.found() == 0 ? "clean" : "findings",
                subject.storeId(),
                all.sequence(),
                buckets,
                tallying.of(InspectionSink.Kind.VERSION),
                tallying.bytes(),
                tallying.counts(),
                tallying.items(),
                tallying.omitted(),
                ledger,
                orphans,
                new VerificationReport.CanaryResult(options.canaries().size(), canaries.count(), canaries.hits()),
                VerificationReport.AuditResult.of(audit),
                keyLog,
                options.checkpoint().map(given -> given.content().sequence()),
                anchor);
    }

    private void checkControlRecords() {
        subject.records().forEachSeal((entry, authentic) -> {
            String name = new String(entry.name().bytes(), StandardCharsets.UTF_8);
            tallying.controlRecord();
            if (!authentic) {
                tallying.finding(Finding.Check.CONTROL_RECORD, name, "the record does not authenticate");
            }
            search("control record " + name, entry);
            progress.advance();
        });
    }

    private void checkFiles() {
        for (OtherFile file : subject.files()) {
            try {
                file.open().run();
            } catch (DamagedDataException | IllegalArgumentException | UncheckedIOException damaged) {
                tallying.finding(Finding.Check.CONTROL_RECORD, file.name(), String.valueOf(damaged.getMessage()));
            }
        }
    }

    private void checkBuckets() {
        BucketInspection inspection =
                new BucketInspection(subject.objects(), new OrphanSweep(subject.objects()), tallying);
        try (BoundedExecutor executor = new BoundedExecutor(options.threads())) {
            for (BucketSnapshot bucket : subject.buckets().readable()) {
                buckets++;
                inspection.inspect(bucket, executor, entry -> {
                    search("record in bucket " + bucket.name(), entry);
                    progress.advance();
                });
            }
        }
    }

    /** A record's own bytes: in the files they may be compressed. */
    private void search(String place, Entry entry) {
        if (!canaries.isEmpty()) {
            canaries.search(place, entry.attributes().bytes());
        }
    }

    private Optional<Examination> checkStorage() {
        Optional<Examination> examination = subject.examination().get();
        examination.stream()
                .flatMap(found -> found.damage().stream())
                .forEach(damage -> tallying.finding(Finding.Check.STORAGE, "", damage));
        return examination;
    }

    private VerificationReport.Orphans orphans(Optional<Examination> examination) {
        return new VerificationReport.Orphans(
                tallying.of(InspectionSink.Kind.ORPHAN),
                tallying.of(InspectionSink.Kind.UPLOAD),
                subject.residue(),
                examination
                        .map(found -> OptionalLong.of(found.unclaimedBodies()))
                        .orElseGet(OptionalLong::empty));
    }

    private VerificationReport.LedgerResult checkLedger() {
        List<String> differences = subject.rows().differences();
        differences.forEach(difference -> tallying.finding(Finding.Check.LEDGER, "", difference));
        return new VerificationReport.LedgerResult(differences.isEmpty(), differences);
    }

    private AuditVerification.Report checkAudit() {
        Optional<Link> known =
                options.checkpoint().map(given -> given.content().audit()).filter(link -> link.number() > 0);
        AuditVerification.Report report = subject.audit().verify(known);
        report.breaks()
                .forEach(found -> tallying.finding(
                        Finding.Check.AUDIT,
                        "audit records " + found.from() + " to " + found.to(),
                        found.kind().name()));
        return report;
    }

    private VerificationReport.KeyLogResult checkKeyLog() throws IOException {
        List<KeyUseLog.Head> anchored =
                options.checkpoint().map(given -> given.content().keyUseHeads()).orElse(List.of());
        if (!Files.isDirectory(subject.keyLog())) {
            anchored.forEach(head -> tallying.finding(
                    Finding.Check.KEY_LOG, "chain " + head.chain().ordinal(), "it was anchored and is gone"));
            return new VerificationReport.KeyLogResult(false, 0, 0, 0, anchored.isEmpty(), List.of());
        }
        KeyLogVerification.Report report = KeyLogVerification.verify(subject.keyLog(), anchored);
        report.breaks()
                .forEach(found -> tallying.finding(
                        Finding.Check.KEY_LOG,
                        "chain " + found.chain() + " record " + found.number(),
                        found.kind() + ": " + found.detail()));
        return VerificationReport.KeyLogResult.of(report);
    }

    private void note(CanarySearch.Hit hit) {
        tallying.finding(
                Finding.Check.CANARY,
                hit.place(),
                "canary " + hit.canary() + " as " + hit.form() + " at " + hit.offset());
    }
}
