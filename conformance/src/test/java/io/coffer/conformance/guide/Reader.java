package io.coffer.conformance.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Does what a page says, line by line, in a directory of its own. Where the page has the ports that are built in, the
 * reader takes those of its server.
 */
final class Reader implements AutoCloseable {
    private static final String OSS = "127.0.0.1:9000";
    private static final String ADMINISTRATION = "127.0.0.1:9001";

    private final Path directory;
    private final Tools tools;
    private final Terminal terminal;
    private Optional<GuideServer> server = Optional.empty();
    private String address = OSS;
    private String administration = ADMINISTRATION;
    private Optional<String> lastOutput = Optional.empty();

    Reader(Path directory, Tools tools) throws IOException {
        this.directory = directory;
        this.tools = tools;
        tools.putInto(directory);
        terminal = new Terminal(
                directory,
                Map.of(
                        "PATH",
                        directory.resolve("bin") + ":" + System.getenv("PATH"),
                        "GUIDE_LIBRARIES",
                        JavaProgram.libraries()));
    }

    void follow(GuidePage page) throws IOException {
        for (Step step : page.steps()) {
            try {
                follow(step);
            } catch (AssertionError | IOException | RuntimeException failure) {
                throw new AssertionError(page.file() + ":" + step.line() + ": " + failure.getMessage(), failure);
            }
        }
    }

    private void follow(Step step) throws IOException {
        switch (step) {
            case Step.Run run -> {
                Optional<String> reason = tools.reasonToSkip(run);
                reason.ifPresent(text -> System.out.println("guide, line " + run.line() + " skipped: " + text));
                lastOutput = reason.isPresent() ? Optional.empty() : Optional.of(run(run));
            }
            case Step.Server start -> start(start.command());
            case Step.Stop stopped -> stop();
            case Step.Content content ->
                Files.writeString(directory.resolve(content.name()), withPorts(content.text()));
            case Step.Output output -> compare(output);
            case Step.NotRun left -> lastOutput = Optional.empty();
        }
    }

    private String run(Step.Run run) throws IOException {
        String text = withPorts(run.text());
        return switch (run) {
            case Step.Shell shell ->
                shell.exit() == 0 ? expect(0, terminal.run(text)) : expect(shell.exit(), terminal.attempt(text));
            case Step.Java java -> expect(0, terminal.run(program(java, text)));
            case Step.Node node -> {
                String module = "line-" + node.line() + ".mjs";
                Files.writeString(directory.resolve(module), text);
                yield expect(0, terminal.run("node " + module));
            }
        };
    }

    private String program(Step.Java java, String text) throws IOException {
        JavaProgram program = JavaProgram.in(directory, text);
        return java.framework().isPresent()
                ? program.compiledWith(
                        Framework.load(tools.root(), java.framework().get(), directory))
                : program.compiled();
    }

    private static String expect(int exit, Terminal.Result result) {
        if (result.exit() != exit) {
            throw new AssertionError("ended with " + result.exit() + " and not " + exit + ":\n" + result.output());
        }
        return result.output();
    }

    private void compare(Step.Output output) {
        lastOutput.map(this::withBuiltInPorts).ifPresent(actual -> {
            if (!new ExpectedOutput(output.text()).fits(actual)) {
                throw new AssertionError("the page shows\n" + output.text() + "and there was\n" + actual);
            }
        });
    }

    private void start(String command) throws IOException {
        stop();
        GuideServer started = new GuideServer(directory, command);
        server = Optional.of(started);
        address = started.address();
        administration = started.administration();
        Files.writeString(directory.resolve(".administration"), administration);
        expect(
                0,
                terminal.run("export OSS_ENDPOINT=http://" + address + "\n"
                        // not every server has made its own access key
                        + "export $(./coffer credentials" + command.substring("./coffer server".length())
                        + " 2>/dev/null) >/dev/null\n"));
    }

    private void stop() throws IOException {
        if (server.isPresent()) {
            server.get().close();
            server = Optional.empty();
        }
    }

    private String withPorts(String text) {
        return withPorts(address, OSS)
                .andThen(withPorts(administration, ADMINISTRATION))
                .apply(text);
    }

    private static Function<String, String> withPorts(String actual, String builtIn) {
        return text -> text.replace(builtIn, actual).replace(local(builtIn), local(actual));
    }

    private String withBuiltInPorts(String text) {
        return withPorts(OSS, address)
                .andThen(withPorts(ADMINISTRATION, administration))
                .apply(text);
    }

    private static String local(String address) {
        return address.replace("127.0.0.1", "localhost");
    }

    @Override
    public void close() throws IOException {
        try (terminal) {
            stop();
        }
    }
}
