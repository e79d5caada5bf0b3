package io.coffer.cli.object;

import io.coffer.cli.ProgressBar;
import io.coffer.cli.Surroundings;
import io.coffer.cli.UsageException;
import io.coffer.cli.View;
import io.coffer.cli.oss.OssCall;
import io.coffer.cli.oss.OssClient;
import io.coffer.protocol.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Deletes objects. */
@Command(name = "rm", description = "Deletes an object, a version of it, or all whose names begin as given.")
public final class RemoveVerb extends OssVerb {
    @Parameters(paramLabel = "oss://BUCKET/KEY", description = "The object, or the beginning of names.")
    private String address = "";

    @Option(
            names = {"-r", "--recursive"},
            description = "Deletes all whose names begin so.")
    private boolean isRecursive;

    @Option(
            names = {"-f", "--force"},
            description = "Means it, which --recursive asks for.")
    private boolean isMeant;

    @Option(names = "--version-id", paramLabel = "ID", description = "The version.")
    private Optional<String> version = Optional.empty();

    @Override
    View run(OssClient client, Surroundings surroundings) {
        if (isRecursive && version.isPresent()) {
            throw new UsageException("--recursive and --version-id exclude each other");
        }
        if (isRecursive && !isMeant) {
            throw new UsageException("--recursive deletes all below " + address + "; say so with --force");
        }
        OssAddress named = isRecursive ? OssAddress.parse(address) : OssAddress.object(address);
        List<String> keys = new ArrayList<>();
        if (isRecursive) {
            ObjectList.each(client, named, true, object -> keys.add(ObjectList.key(object)), directory -> {});
        } else {
            keys.add(named.key());
        }
        ProgressBar bar = ProgressBar.of(surroundings);
        long deleted = 0;
        for (String key : keys) {
            OssCall call = OssCall.object(Method.DELETE, named.bucket(), key);
            client.done(version.map(id -> call.asking("versionId", id)).orElse(call));
            bar.show(++deleted, keys.size(), key);
        }
        bar.clear();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("Deleted", deleted);
        return View.done(json, deleted + " deleted");
    }
}
