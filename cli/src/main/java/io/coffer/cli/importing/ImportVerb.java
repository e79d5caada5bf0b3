package io.coffer.cli.importing;

import io.coffer.cli.ConnectionOptions;
import io.coffer.cli.Executable;
import io.coffer.cli.OssOptions;
import io.coffer.cli.OutputOptions;
import io.coffer.cli.ProgressBar;
import io.coffer.cli.Surroundings;
import io.coffer.cli.UsageException;
import io.coffer.cli.oss.OssCall;
import io.coffer.cli.oss.OssClient;
import io.coffer.cli.oss.OssReply;
import io.coffer.protocol.Method;
import io.coffer.protocol.xml.XmlElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies buckets from any service of the OSS API. */
@Command(
        name = "import",
        description = {
            "Copies buckets from any service of the OSS API: objects with their headers, tags, ACLs and versions, and what"
                    + " is said of the bucket (encryption, versioning, ACL, policy, lifecycle, CORS, website, referers,"
                    + " tags).",
            "Every content is compared with the sums that both services say. A run that ended, however it ended, is gone"
                    + " on with by the same command. Version ids, times and retention are not kept.",
            "Ends with 1 when something could not be copied; the report says what."
        })
public final class ImportVerb implements Executable {
    private static final int MOST_PARALLEL = 64;

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Parameters(
            paramLabel = "BUCKET[=TARGET]",
            description = "The buckets to copy, each with another name where it is given; all without any.")
    private List<String> named = new ArrayList<>();

    @Option(names = "--prefix", paramLabel = "TEXT", description = "Copies only names that begin so.")
    private String prefix = "";

    @Option(names = "--parallel", paramLabel = "NUMBER", description = "Names copied at the same time (8).")
    private int parallel = 8;

    @Option(names = "--dry-run", description = "Counts what there is to copy and changes nothing.")
    private boolean dryRun;

    @Option(names = "--no-settings", description = "Copies only objects.")
    private boolean noSettings;

    @Option(
            names = "--encryption",
            paramLabel = "keep|rule",
            description = "Encrypts each object by its method at the source, or as the bucket's rule says (keep).")
    private Encryption encryption = Encryption.keep;

    @Option(
            names = "--key",
            paramLabel = "SOURCE=KEY",
            description = "The key here for one of the source; without it the account's own key encrypts.")
    private Map<String, String> keys = new LinkedHashMap<>();

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "Where it is written what was done (coffer-import.journal).")
    private Path journal = Path.of("coffer-import.journal");

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the report there too, as JSON.")
    private Optional<Path> reportFile = Optional.empty();

    @Option(
            names = "--part-size",
            paramLabel = "MIB",
            description = "What is larger than 16 parts of this size is copied in parts (64).")
    private long partMebibytes = 64;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OssOptions oss = new OssOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    /** Spelled as they are typed. */
    private enum Encryption {
        keep,
        rule
    }

    @Override
    public int execute(Surroundings surroundings) {
        if (parallel < 1 || parallel > MOST_PARALLEL) {
            throw new UsageException("--parallel must be 1 to " + MOST_PARALLEL + ", not " + parallel);
        }
        if (partMebibytes < 1 || partMebibytes > 1024) {
            throw new UsageException("--part-size must be 1 to 1024, not " + partMebibytes);
        }
        Map<String, String> buckets = buckets();
        OssClient from = source.client(connection, surroundings);
        ImportPlan plan = plan(from, oss.client(connection, surroundings));
        if (buckets.isEmpty()) {
            all(from).forEach(name -> buckets.put(name, name));
        }
        ImportRun run = new ImportRun(plan, buckets, ProgressBar.of(surroundings));
        if (dryRun) {
            run.dry();
        } else {
            run.with(journal);
        }
        reportFile.ifPresent(file -> write(file, run.view().asJson()));
        return output.show(run.view(), surroundings);
    }

    private ImportPlan plan(OssClient from, OssClient to) {
        long partSize = partMebibytes << 20;
        return new ImportPlan(
                from,
                to,
                prefix,
                parallel,
                dryRun,
                encryption == Encryption.keep,
                keys,
                !noSettings,
                16 * partSize,
                partSize);
    }

    private Map<String, String> buckets() {
        Map<String, String> buckets = new LinkedHashMap<>();
        for (String text : named) {
            String[] pair = text.split("=", 2);
            if (pair[0].isEmpty() || (pair.length == 2 && pair[1].isEmpty())) {
                throw new UsageException("a bucket must be BUCKET or BUCKET=TARGET, not " + text);
            }
            buckets.put(pair[0], pair.length == 2 ? pair[1] : pair[0]);
        }
        if (new HashSet<>(buckets.values()).size() < buckets.size()) {
            throw new UsageException("two buckets cannot be copied into one");
        }
        return buckets;
    }

    private static List<String> all(OssClient client) {
        List<String> names = new ArrayList<>();
        String marker = "";
        do {
            OssCall call = OssCall.service(Method.GET).asking("max-keys", "1000");
            OssCall page = marker.isEmpty() ? call : call.asking("marker", marker);
            XmlElement list = Attempts.of(() -> {
                try (OssReply reply = client.send(page)) {
                    return reply.document("ListAllMyBucketsResult");
                }
            });
            list.child("Buckets")
                    .ifPresent(buckets -> buckets.children("Bucket")
                            .forEach(bucket ->
                                    names.add(bucket.required("Name").text().strip())));
            marker = list.value("IsTruncated").filter("true"::equals).isPresent()
                    ? list.value("NextMarker").orElse("")
                    : "";
        } while (!marker.isEmpty());
        return names;
    }

    private static void write(Path file, String json) {
        try {
            Files.writeString(file, json + "\n", StandardCharsets.UTF_8);
        } catch (IOException unwritable) {
            throw new UsageException(
                    file + " cannot be written: " + unwritable.getClass().getSimpleName());
        }
    }
}
