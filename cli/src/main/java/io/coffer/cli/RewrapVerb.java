package io.coffer.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Puts what a bucket holds under its rule, or under one key, and waits for the end. */
@Command(
        name = "rewrap",
        description = {
            "Puts what a bucket holds under its encryption rule, or under one key, at the key's newest version.",
            "Data keys are wrapped anew; what lies in clear or has another cipher is written again. The job runs in the"
                    + " server and goes on without this command. Ends with 1 when something remains."
        })
final class RewrapVerb extends Verb {
    private static final Set<String> UNDER_WAY = Set.of("Running", "Reclaiming");
    private static final long BETWEEN_LOOKS_MILLIS = 200;

    @Option(names = "--bucket", paramLabel = "NAME", required = true, description = "The bucket.")
    private String bucket = "";

    @Option(names = "--key", paramLabel = "KEY", description = "The key to put everything under.")
    private String key = "";

    @Option(names = "--dry-run", description = "Counts what there is to do and changes nothing.")
    private boolean dryRun;

    @Option(names = "--follow", description = "Starts nothing and waits for the job that is under way.")
    private boolean follow;

    @Option(names = "--cancel", description = "Ends the job that is under way; what it did stays done.")
    private boolean cancel;

    @Override
    View run(AdministrationClient administration) {
        return run(administration, ProgressBar.NONE);
    }

    @Override
    View run(AdministrationClient administration, ProgressBar progress) {
        if (cancel) {
            JsonNode ended = administration.call(Api.COFFER, "CancelRewrap", named(underWay(administration)));
            return View.done(ended, "the rewrap " + id(ended) + " of bucket " + bucket + " is cancelled");
        }
        JsonNode job = follow ? underWay(administration) : start(administration);
        while (UNDER_WAY.contains(status(job))) {
            progress.show(done(job), job.path("Planned"), status(job));
            pause();
            job = administration.call(Api.COFFER, "GetRewrap", named(job));
        }
        progress.clear();
        boolean isDone = status(job).equals("Finished")
                && (dryRun || job.path("IsComplete").asBoolean(false));
        View told = View.told(job, told(job));
        return isDone ? told : View.ended(told, CofferCommandLine.REFUSED);
    }

    private JsonNode start(AdministrationClient administration) {
        Map<String, String> parameters = new LinkedHashMap<>(Map.of("BucketName", bucket, "KeyId", key));
        parameters.put("DryRun", dryRun ? "true" : "");
        return administration.call(Api.COFFER, "StartRewrap", parameters);
    }

    private JsonNode underWay(AdministrationClient administration) {
        JsonNode answer = administration.call(Api.COFFER, "ListRewraps", Map.of("BucketName", bucket));
        return StreamSupport.stream(answer.at("/Rewraps/Rewrap").spliterator(), false)
                .filter(job -> UNDER_WAY.contains(status(job)))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        "NoSuchRewrap",
                        "no rewrap of bucket " + bucket + " is under way",
                        answer.path("RequestId").asString("")));
    }

    private Map<String, String> named(JsonNode job) {
        return Map.of("BucketName", bucket, "RewrapId", id(job));
    }

    private static String id(JsonNode job) {
        return job.path("RewrapId").asString("");
    }

    private static String status(JsonNode job) {
        return job.path("Status").asString("");
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted; the job goes on in the server", interrupted);
        }
    }

    private static JsonNode done(JsonNode job) {
        return job.path("Done");
    }

    private String told(JsonNode job) {
        StringBuilder text = new StringBuilder();
        counts(text, "to do: ", job.path("Planned"));
        if (!dryRun) {
            counts(text, "done:  ", done(job));
        }
        if (!job.has("Remaining")) {
            return text.append("the rewrap was ")
                    .append(Printable.text(status(job).toLowerCase(Locale.ROOT)))
                    .append('\n')
                    .toString();
        }
        job.at("/Reasons/Reason")
                .forEach(reason -> text.append("remains: ")
                        .append(Printable.text(reason.path("Reason").asString("")))
                        .append(' ')
                        .append(reason.path("Entries").asLong(0))
                        .append('\n'));
        text.append("still on disk of what was replaced: ")
                .append(job.path("PhysicalBytes").asLong(0))
                .append(" bytes\n")
                .append("not covered: ")
                .append(Printable.text(job.path("NotCovered").asString("")))
                .append('\n');
        return text.append(job.path("Remaining").asLong(0))
                .append(" remaining at sequence ")
                .append(job.path("Sequence").asLong(0))
                .append('\n')
                .toString();
    }

    private static void counts(StringBuilder text, String title, JsonNode counts) {
        text.append(title)
                .append(counts.path("Rewrapped").asLong(0))
                .append(" rewrapped, ")
                .append(counts.path("Encrypted").asLong(0))
                .append(" encrypted, ")
                .append(counts.path("Reencrypted").asLong(0))
                .append(" re-encrypted, ")
                .append(counts.path("AttributeKeys").asLong(0))
                .append(" attribute keys, ")
                .append(counts.path("Bytes").asLong(0))
                .append(" bytes\n");
    }
}
