package io.coffer.cli.importing;

import io.coffer.cli.ProgressBar;
import io.coffer.cli.RefusedException;
import io.coffer.cli.View;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Copies buckets one after the other. */
final class ImportRun {
    private static final List<String> NOT_KEPT = List.of(
            "version ids: each version has a new one, their order is kept",
            "times: LastModified is the time of the import",
            "the version id null and the type Appendable: they become ordinary versions of type Normal",
            "retention, legal holds, uploads in parts that are under way",
            "logging, replication, inventories, domains: they name things outside of the bucket");

    private final ImportPlan plan;
    private final Map<String, String> buckets;
    private final ProgressBar bar;
    private final List<BucketReport> reports = new ArrayList<>();

    /** @param buckets the target's by the source's */
    ImportRun(ImportPlan plan, Map<String, String> buckets, ProgressBar bar) {
        this.plan = plan;
        this.buckets = buckets;
        this.bar = bar;
    }

    void dry() {
        buckets.forEach((from, to) -> {
            BucketReport report = reported(from, to);
            attempt(report, new DryRun(plan, from, to, report)::run);
        });
    }

    void with(Path file) {
        try (Journal journal = Journal.open(file, subject())) {
            buckets.forEach((from, to) -> {
                BucketReport report = reported(from, to);
                attempt(report, new BucketImport(plan, journal, from, to, report, bar)::run);
            });
        } finally {
            bar.clear();
        }
    }

    private BucketReport reported(String from, String to) {
        BucketReport report = new BucketReport(from, to);
        reports.add(report);
        return report;
    }

    private static void attempt(BucketReport report, Runnable work) {
        try {
            work.run();
        } catch (RefusedException refused) {
            report.failed("the bucket", refused);
        }
    }

    private ObjectNode subject() {
        ObjectNode subject = JsonNodeFactory.instance
                .objectNode()
                .put("import", 1)
                .put("source", plan.source().connection().endpoint().toString())
                .put("target", plan.target().connection().endpoint().toString())
                .put("prefix", plan.prefix());
        ObjectNode names = subject.putObject("buckets");
        buckets.forEach(names::put);
        return subject;
    }

    boolean isComplete() {
        return reports.stream().allMatch(report -> report.failures() == 0);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("Source", plan.source().connection().endpoint().toString())
                .put("Target", plan.target().connection().endpoint().toString())
                .put("DryRun", plan.isDry())
                .put("Complete", isComplete());
        ArrayNode all = json.putArray("Buckets");
        reports.forEach(report -> all.add(report.json()));
        ArrayNode notKept = json.putArray("NotKept");
        NOT_KEPT.forEach(notKept::add);
        return json;
    }

    View view() {
        ObjectNode json = json();
        StringBuilder told = new StringBuilder();
        json.path("Buckets").forEach(bucket -> BucketLines.write(bucket, told));
        told.append(plan.isDry() ? "nothing was changed\n" : "not kept:\n");
        if (!plan.isDry()) {
            NOT_KEPT.forEach(line -> told.append("  ").append(line).append('\n'));
        }
        return View.ended(View.told(json, told.toString()), isComplete() ? 0 : 1);
    }
}
