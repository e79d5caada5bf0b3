package io.coffer.server.evidence;

import io.coffer.server.audit.AuditVerification;
import io.coffer.server.keyuse.KeyLogVerification;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a verification came to. Its JSON is stable: fields may be added, none goes or changes its meaning.
 *
 * @param format of the report, 1
 * @param result {@code clean} or {@code findings}
 * @param sequence of the last change of the store
 * @param objects versions of objects with content
 * @param bytes of plaintext that were read and compared
 * @param findingsOmitted beyond those listed
 * @param anchoredSequence of the checkpoint given; absent without one
 * @param anchor what the checkpoint shows, and what it does not
 */
public record VerificationReport(
        int format,
        String result,
        String storeId,
        long sequence,
        long buckets,
        long objects,
        long bytes,
        Counts counts,
        List<Item> findings,
        long findingsOmitted,
        LedgerResult ledger,
        Orphans orphans,
        CanaryResult canaries,
        AuditResult audit,
        KeyLogResult keyLog,
        Optional<Long> anchoredSequence,
        String anchor) {
    static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How much of what was inspected. */
    public record Counts(
            long encryptedObjects,
            long plainObjects,
            long deleteMarkers,
            long links,
            long uploads,
            long extents,
            long controlRecords) {}

    /** A finding. {@code check} is one of the documented words. */
    public record Item(String check, String bucket, String key, String version, String detail) {}

    /** @param differences between what is derived and what the records give; empty when the ledger is exact */
    public record LedgerResult(boolean exact, List<String> differences) {}

    /**
     * What nothing refers to: no error, and freed in time.
     *
     * @param uploads under way, which their owners may have forgotten
     * @param residueBytes of replaced or deleted bodies that the engine may still hold; absent when it cannot tell
     * @param unclaimedBodies that the engine found when it was opened, and deleted; absent when it cannot tell
     */
    public record Orphans(long extents, long uploads, OptionalLong residueBytes, OptionalLong unclaimedBodies) {}

    /** @param searched how many texts were looked for */
    public record CanaryResult(long searched, long found, List<CanarySearch.Hit> hits) {}

    public record AuditResult(long records, long newest, String newestHash, boolean whole) {
        static AuditResult of(AuditVerification.Report report) {
            return new AuditResult(
                    report.records(), report.newest().number(), report.newest().hash(), report.isWhole());
        }
    }

    public record KeyLogResult(
            boolean present, long records, long chains, long unfinishedBytes, boolean whole, List<String> notes) {
        static KeyLogResult of(KeyLogVerification.Report report) {
            return new KeyLogResult(
                    true,
                    report.records(),
                    report.chains().size(),
                    report.unfinishedBytes(),
                    report.isWhole(),
                    report.notes());
        }
    }

    public boolean isClean() {
        return result.equals("clean");
    }

    public String json() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }
}
