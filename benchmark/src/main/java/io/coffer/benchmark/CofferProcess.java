package io.coffer.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server started by the launcher on any free port of the loopback, with its data in a given directory. */
final class CofferProcess implements AutoCloseable {
    private static final Pattern READY =
            Pattern.compile("ready http://127\\.0\\.0\\.1:(\\d+) administration \\S+ in (\\d+) ms");
    private static final String ANY_PORT = "127.0.0.1:0";
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(40);
    private static final double NANOS_PER_MILLI = 1e6;

    private final Process process;
    private final int port;
    private final double toldMillis;
    private final double seenMillis;

    private CofferProcess(Process process, int port, double toldMillis, double seenMillis) {
        this.process = process;
        this.port = port;
        this.toldMillis = toldMillis;
        this.seenMillis = seenMillis;
    }

    /** Starts a server and waits until it says that it serves. What it writes to stderr goes beside the data. */
    static CofferProcess start(Path launcher, Path data, LoadCredentials credentials) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                launcher.toString(),
                "server",
                "--data",
                data.toString(),
                "--listen",
                ANY_PORT,
                "--admin-listen",
                ANY_PORT);
        builder.environment().put("OSS_ACCESS_KEY_ID", credentials.accessKeyId());
        builder.environment().put("OSS_ACCESS_KEY_SECRET", credentials.secretText());
        builder.redirectError(ProcessBuilder.Redirect.appendTo(
                data.resolveSibling(data.getFileName() + ".log").toFile()));
        long begun = System.nanoTime();
        Process process = builder.start();
        try {
            Matcher ready = awaitReady(process);
            double seen = (System.nanoTime() - begun) / NANOS_PER_MILLI;
            return new CofferProcess(
                    process, Integer.parseInt(ready.group(1)), Double.parseDouble(ready.group(2)), seen);
        } catch (IOException failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    private static Matcher awaitReady(Process process) throws IOException {
        CompletableFuture<Optional<Matcher>> ready = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("server-output").start(() -> follow(process, ready));
        try {
            return ready.get(START.toSeconds(), TimeUnit.SECONDS)
                    .orElseThrow(() -> new IOException("the server ended without serving, see its log"));
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException("the server does not say that it serves", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the server starts", interrupted);
        }
    }

    /** Reads to the end, so that the server never waits for its reader. */
    private static void follow(Process process, CompletableFuture<Optional<Matcher>> ready) {
        try (BufferedReader lines = process.inputReader()) {
            String line;
            while ((line = lines.readLine()) != null) {
                Matcher matcher = READY.matcher(line);
                if (matcher.find()) {
                    ready.complete(Optional.of(matcher));
                }
            }
            ready.complete(Optional.empty());
        } catch (IOException failure) {
            ready.completeExceptionally(failure);
        }
    }

    int port() {
        return port;
    }

    /** From the start of the JVM until it served, as the server says. */
    double toldMillis() {
        return toldMillis;
    }

    /** From the start of the launcher until its ready line was read here. */
    double seenMillis() {
        return seenMillis;
    }

    /** The launcher becomes the JVM, so these are the server's own. */
    ProcessFigures figures() {
        return new ProcessFigures(process.pid());
    }

    /** Ends it at once, as a crash does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server does not stop");
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
