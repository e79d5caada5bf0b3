package io.coffer.server.config;

import io.coffer.model.CofferVersion;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The flags of {@code coffer server}. */
@Command(
        name = "coffer server",
        sortOptions = false,
        description = {"Serves the OSS API and its administration.%n"},
        footer = {
            "%nEvery key of the configuration file is also an environment variable: limits.idle-seconds is"
                    + " COFFER_LIMITS_IDLE_SECONDS. Flags count over the environment, the environment over the file.",
            "OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET set the root credentials for this run.",
            "COFFER_HEAP sets the size of the heap (1g), COFFER_JAVA_OPTS adds flags of the JVM, COFFER_VECTORS=off starts"
                    + " quicker and without the vectors for MD5 of concurrent uploads."
        })
public final class ServerCommand {
    /** What the arguments ask for. */
    public sealed interface Outcome {
        /** Run a server so. */
        record Start(ServerConfig config) implements Outcome {}

        /**
         * Do not run.
         *
         * @param code 0 when help or the version was asked for, 2 when the flags or the configuration are wrong
         * @param message for stdout when the code is 0, else for stderr; ends with a line end
         */
        record Exit(int code, String message) implements Outcome {}
    }

    private static final int USAGE = 2;

    @Option(names = "--data", paramLabel = "DIR", description = "Directory of the data (coffer-data).")
    private @Nullable String data;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where the OSS API is served (127.0.0.1:9000); port 0 is any free one.")
    private @Nullable String listen;

    @Option(
            names = "--admin-listen",
            paramLabel = "HOST:PORT",
            description = "Where administration is served (127.0.0.1:9001).")
    private @Nullable String adminListen;

    @Option(
            names = "--domain",
            paramLabel = "NAME",
            description = "Domain whose subdomains name buckets; repeatable."
                    + " oss*.aliyuncs.com and localhost are built in.")
    private List<String> domains = new ArrayList<>();

    @Option(
            names = "--root-key",
            paramLabel = "FILE",
            description = "File of the root key (<DIR>.root-key, beside the data directory).")
    private @Nullable String rootKey;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "Certificate chain (PEM) for both ports.")
    private @Nullable String tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Private key (PEM) of the certificate.")
    private @Nullable String tlsKey;

    @Option(
            names = "--contract",
            paramLabel = "documented|live",
            description = "Which answer counts where Alibaba's page and the live service differ (documented).")
    private @Nullable String contract;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file (YAML).")
    private @Nullable Path configuration;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    private boolean version;

    private ServerCommand() {}

    /** Reads flags, environment and configuration file. Prints nothing and does not exit. */
    public static Outcome parse(String[] arguments, Map<String, String> environment) {
        ServerCommand flags = new ServerCommand();
        CommandLine commandLine = new CommandLine(flags);
        try {
            commandLine.parseArgs(arguments);
            if (flags.help) {
                return new Outcome.Exit(0, usage(commandLine));
            }
            if (flags.version) {
                return new Outcome.Exit(0, "coffer " + CofferVersion.current() + "\n");
            }
            return new Outcome.Start(
                    ConfigLoader.load(Optional.ofNullable(flags.configuration), environment, flags.settings()));
        } catch (CommandLine.ParameterException wrong) {
            return refuse(wrong.getMessage());
        } catch (ConfigurationException wrong) {
            return refuse(wrong.getMessage());
        }
    }

    private SettingNode.Section settings() {
        SettingNode.Section settings = SettingNode.Section.empty("the flags");
        settings = with(settings, data, "--data", "data");
        settings = with(settings, listen, "--listen", "listen");
        settings = with(settings, adminListen, "--admin-listen", "admin-listen");
        settings = with(settings, rootKey, "--root-key", "root-key");
        settings = with(settings, tlsCertificate, "--tls-cert", "tls", "certificate");
        settings = with(settings, tlsKey, "--tls-key", "tls", "key");
        settings = with(settings, contract, "--contract", "contract");
        if (domains.isEmpty()) {
            return settings;
        }
        List<SettingNode> names = domains.stream()
                .<SettingNode>map(name -> new SettingNode.Scalar(name, "--domain"))
                .toList();
        SettingNode list = new SettingNode.Sequence(names, "--domain");
        return settings.overlaidBy(SettingNode.Section.at(List.of("domains"), list));
    }

    private static SettingNode.Section with(
            SettingNode.Section settings, @Nullable String text, String flag, String... path) {
        return text == null
                ? settings
                : settings.overlaidBy(SettingNode.Section.at(List.of(path), new SettingNode.Scalar(text, flag)));
    }

    private static Outcome refuse(@Nullable String message) {
        return new Outcome.Exit(USAGE, "coffer server: " + message + "\nsee coffer server --help\n");
    }

    private static String usage(CommandLine commandLine) {
        StringWriter text = new StringWriter();
        commandLine.usage(new PrintWriter(text, true), CommandLine.Help.Ansi.OFF);
        return text.toString();
    }
}
