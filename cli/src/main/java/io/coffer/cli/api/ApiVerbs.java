package io.coffer.cli.api;

import io.coffer.cli.ConnectionOptions;
import io.coffer.cli.OssOptions;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** Every operation of the OSS API by its name. */
@Command(
        name = "api",
        description = {
            "Sends one request of the OSS API and shows the answer; verbs and options are named as in ossutil 2.",
            "Values that begin with file:// are read from that file; documents are XML or JSON."
        },
        synopsisSubcommandLabel = "VERB")
public final class ApiVerbs {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OssOptions oss = new OssOptions();

    @Mixin
    private ApiOutputOptions output = new ApiOutputOptions();

    @Mixin
    private ApiRequestOptions request = new ApiRequestOptions();

    private ApiVerbs() {}

    /** The command {@code api} with a verb for each operation. */
    public static CommandLine command() {
        return with(ApiTable.read());
    }

    /**
     * The command with what this command line needs of it: the verb that is named, every verb where none is, and none
     * for another command but the one that completes all of them.
     */
    public static CommandLine command(List<String> arguments) {
        List<ApiOperation> all =
                arguments.contains("api") || arguments.contains("completion") ? ApiTable.read() : List.of();
        List<ApiOperation> named = all.stream()
                .filter(operation -> arguments.contains(operation.verb()))
                .toList();
        return with(named.isEmpty() ? all : named);
    }

    private static CommandLine with(List<ApiOperation> operations) {
        ApiVerbs verbs = new ApiVerbs();
        CommandSpec spec = CommandSpec.forAnnotatedObject(verbs);
        for (OptionSpec option : spec.options().toArray(OptionSpec[]::new)) {
            spec.remove(option);
            spec.addOption(
                    OptionSpec.builder(option).scopeType(ScopeType.INHERIT).build());
        }
        CommandLine api = new CommandLine(spec);
        for (ApiOperation operation : operations) {
            api.addSubcommand(operation.verb(), ApiVerbSpec.of(operation, verbs));
        }
        return api;
    }

    ConnectionOptions connection() {
        return connection;
    }

    OssOptions oss() {
        return oss;
    }

    ApiOutputOptions.Output output() {
        return output.output();
    }

    ApiRequestOptions request() {
        return request;
    }
}
