package io.coffer.server.main;

import io.coffer.server.evidence.VerificationReport;
import java.util.Locale;
import java.util.OptionalLong;

/** A report for people. */
final class VerificationTable {
    private VerificationTable() {}

    static String of(VerificationReport report) {
        StringBuilder text = new StringBuilder();
        row(text, "result", report.result());
        row(text, "store", report.storeId() + " at sequence " + report.sequence());
        row(
                text,
                "read",
                report.objects() + " objects (" + report.counts().encryptedObjects() + " encrypted) in "
                        + report.buckets() + " buckets, " + report.bytes() + " bytes, "
                        + report.counts().controlRecords() + " control records");
        row(text, "ledger", report.ledger().exact() ? "exact" : "differs from the records");
        row(
                text,
                "orphans",
                report.orphans().extents() + " extents, " + report.orphans().uploads() + " uploads under way"
                        + unclaimed(report.orphans().unclaimedBodies()));
        row(
                text,
                "audit",
                report.audit().records() + " records, " + (report.audit().whole() ? "whole" : "broken"));
        row(
                text,
                "key-use log",
                report.keyLog().present()
                        ? report.keyLog().records() + " records in "
                                + report.keyLog().chains() + " chains, "
                                + (report.keyLog().whole() ? "whole" : "broken")
                        : "none");
        row(
                text,
                "canaries",
                report.canaries().searched() + " searched, " + report.canaries().found() + " places found");
        row(text, "anchor", report.anchor());
        report.findings()
                .forEach(finding -> text.append(finding.check())
                        .append('\t')
                        .append(place(finding))
                        .append('\t')
                        .append(finding.detail())
                        .append('\n'));
        if (report.findingsOmitted() > 0) {
            text.append(report.findingsOmitted()).append(" more findings\n");
        }
        return text.toString();
    }

    private static String unclaimed(OptionalLong bodies) {
        return bodies.isPresent() ? ", " + bodies.getAsLong() + " unclaimed bodies deleted" : "";
    }

    private static String place(VerificationReport.Item finding) {
        String key = finding.bucket().isEmpty() ? finding.key() : finding.bucket() + "/" + finding.key();
        return finding.version().isEmpty() || finding.version().equals("null") ? key : key + "@" + finding.version();
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-12s %s%n", name, value));
    }
}
