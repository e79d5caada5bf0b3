package io.coffer.conformance.guide;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One shell for a whole page, so that what a block exports is there in the next. */
final class Terminal implements AutoCloseable {
    private static final int LONGEST_MINUTES = 4;

    private final Path directory;
    private final String end = "end-" + UUID.randomUUID();
    private final Process shell;
    private final Writer input;
    private final BufferedReader output;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    private int blocks;

    Terminal(Path directory, Map<String, String> environment) throws IOException {
        this.directory = directory;
        ProcessBuilder builder = new ProcessBuilder("sh");
        builder.directory(directory.toFile()).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("OSS_") || name.startsWith("COFFER_") || name.startsWith("ALIBABA_"));
        builder.environment().putAll(environment);
        shell = builder.start();
        input = shell.outputWriter(StandardCharsets.UTF_8);
        output = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * @param exit the status of the last command
     * @param output of all commands, errors among it
     */
    record Result(int exit, String output) {}

    /** Runs commands, of which the first that fails ends the shell. */
    Result run(String commands) throws IOException {
        return send("set -e; . ./%s </dev/null; set +e", commands);
    }

    /** Runs commands up to the first that fails, and leaves no variable. */
    Result attempt(String commands) throws IOException {
        return send("(set -e; . ./%s) </dev/null", commands);
    }

    private Result send(String way, String commands) throws IOException {
        Path block = directory.resolve(".block-" + ++blocks);
        Files.writeString(block, commands);
        ScheduledFuture<?> deadline = watch.schedule(this::giveUp, LONGEST_MINUTES, TimeUnit.MINUTES);
        input.write(way.formatted(block.getFileName()) + "; printf '%s %s\\n' " + end + " $?\n");
        input.flush();
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            int at = line.indexOf(end);
            if (at >= 0) {
                deadline.cancel(false);
                // what a block prints last need not end its line
                seen.append(line, 0, at);
                return new Result(Integer.parseInt(line.substring(at + end.length() + 1)), seen.toString());
            }
            seen.append(line).append('\n');
        }
        return new Result(-1, seen + "(a command failed, or took longer than " + LONGEST_MINUTES + " minutes)\n");
    }

    private void giveUp() {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
    }

    @Override
    public void close() {
        watch.shutdownNow();
        giveUp();
    }
}
