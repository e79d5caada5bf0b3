package io.coffer.server.evidence;

import io.coffer.server.object.Finding;
import io.coffer.server.object.InspectionSink;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Collects what several threads find. */
final class Tallying implements InspectionSink {
    private static final int MOST_FINDINGS = 1000;

    private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();
    private final AtomicLong found = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final Map<Kind, AtomicLong> inspected = new EnumMap<>(Kind.class);
    private final AtomicLong encryptedVersions = new AtomicLong();
    private final AtomicLong controlRecords = new AtomicLong();

    Tallying() {
        for (Kind kind : Kind.values()) {
            inspected.put(kind, new AtomicLong());
        }
    }

    @Override
    public void finding(Finding finding) {
        if (found.incrementAndGet() <= MOST_FINDINGS) {
            findings.add(finding);
        }
    }

    void finding(Finding.Check check, String name, String detail) {
        finding(new Finding(check, "", name, "", detail));
    }

    @Override
    public void inspected(Kind kind, boolean encrypted) {
        count(kind).incrementAndGet();
        if (kind == Kind.VERSION && encrypted) {
            encryptedVersions.incrementAndGet();
        }
    }

    @Override
    public void read(long count) {
        bytes.addAndGet(count);
    }

    void controlRecord() {
        controlRecords.incrementAndGet();
    }

    private AtomicLong count(Kind kind) {
        return Objects.requireNonNull(inspected.get(kind));
    }

    long of(Kind kind) {
        return count(kind).get();
    }

    long bytes() {
        return bytes.get();
    }

    long found() {
        return found.get();
    }

    long omitted() {
        return Math.max(0, found.get() - MOST_FINDINGS);
    }

    VerificationReport.Counts counts() {
        long encrypted = encryptedVersions.get();
        return new VerificationReport.Counts(
                encrypted,
                of(Kind.VERSION) - encrypted,
                of(Kind.DELETE_MARKER),
                of(Kind.LINK),
                of(Kind.UPLOAD),
                of(Kind.EXTENT),
                controlRecords.get());
    }

    List<VerificationReport.Item> items() {
        return findings.stream()
                .map(finding -> new VerificationReport.Item(
                        finding.check().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        finding.bucket(),
                        finding.key(),
                        finding.version(),
                        finding.detail()))
                .toList();
    }
}
