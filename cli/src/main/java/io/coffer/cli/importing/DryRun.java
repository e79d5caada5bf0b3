package io.coffer.cli.importing;

import io.coffer.cli.RefusedException;
import io.coffer.cli.oss.OssCall;
import io.coffer.protocol.Method;
import java.util.Optional;

/** Counts what an import of one bucket would copy, and changes nothing. */
final class DryRun {
    private static final int NOT_FOUND = 404;

    private final ImportPlan plan;
    private final String from;
    private final String to;
    private final BucketReport report;

    DryRun(ImportPlan plan, String from, String to, BucketReport report) {
        this.plan = plan;
        this.from = from;
        this.to = to;
        this.report = report;
    }

    void run() {
        BucketSettings settings = new BucketSettings(plan, from, to, report);
        Optional<String> versioning = settings.versioning();
        versioning.ifPresent(status -> report.setting("versioning"));
        if (plan.hasSettings()) {
            settings.tell();
        }
        if (isThere()) {
            settings.requireEmpty();
        }
        Totals totals = Totals.NONE;
        BucketListing names = new BucketListing(plan.source(), from, plan.prefix(), versioning.isPresent(), "");
        while (names.hasNext()) {
            totals = totals.plus(Totals.KEY);
            for (SourceVersion version : names.next().versions()) {
                totals = totals.plus(
                        version.isDeleteMarker() ? Totals.DELETE_MARKER : new Totals(0, 1, 0, version.size(), 0, 0, 0));
            }
        }
        report.totals(totals);
    }

    private boolean isThere() {
        try {
            plan.target().done(OssCall.bucket(Method.HEAD, to));
            return true;
        } catch (RefusedException refused) {
            if (refused.status() == NOT_FOUND) {
                return false;
            }
            throw refused;
        }
    }
}
