package io.coffer.cli.object;

import io.coffer.cli.ConnectionOptions;
import io.coffer.cli.Executable;
import io.coffer.cli.OssOptions;
import io.coffer.cli.Surroundings;
import io.coffer.cli.UnreachableException;
import io.coffer.cli.oss.OssCall;
import io.coffer.cli.oss.OssReply;
import io.coffer.protocol.Method;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The content of an object on standard output. */
@Command(name = "cat", description = "Writes an object's content to standard output.")
public final class CatVerb implements Executable {
    @Parameters(paramLabel = "oss://BUCKET/KEY", description = "The object.")
    private String address = "";

    @Option(names = "--version-id", paramLabel = "ID", description = "The version.")
    private Optional<String> version = Optional.empty();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OssOptions oss = new OssOptions();

    @Override
    public int execute(Surroundings surroundings) {
        OssAddress of = OssAddress.object(address);
        OssCall call = OssCall.object(Method.GET, of.bucket(), of.key());
        try (OssReply reply = oss.client(connection, surroundings)
                .send(version.map(id -> call.asking("versionId", id)).orElse(call))) {
            surroundings.out().flush();
            reply.body().transferTo(surroundings.bytes());
            surroundings.bytes().flush();
        } catch (IOException brokenOff) {
            throw new UnreachableException("the content broke off", brokenOff);
        }
        return 0;
    }
}
