package io.coffer.ozone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of the cluster, which outlives who started it. Its id is kept in a file with the time of its birth, so that another
 * process with the same id is never taken for it.
 *
 * @param name also of its log and of the file with its id
 */
record ClusterProcess(Path directory, String name) {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    Path log() {
        return directory.resolve("log").resolve(name + ".log");
    }

    private Path idFile() {
        return directory.resolve("run").resolve(name + ".pid");
    }

    /** In a session of its own where the system has the command for it, and with none of the caller's descriptors. */
    void start(List<String> command, Map<String, String> environment) throws IOException {
        List<String> detached = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            detached.add(SETSID.toString());
        }
        detached.addAll(command);
        ProcessBuilder builder = builder(detached, environment);
        ProcessHandle handle = builder.start().toHandle();
        Files.createDirectories(idFile().getParent());
        Files.writeString(idFile(), handle.pid() + " " + birth(handle) + "\n");
    }

    /** Runs to its end, which must be a success. */
    void run(List<String> command) throws IOException, InterruptedException {
        int status = builder(command, Map.of()).start().waitFor();
        if (status != 0) {
            throw new IOException(name + " ended with status " + status + ", see " + log());
        }
    }

    private ProcessBuilder builder(List<String> command, Map<String, String> environment) throws IOException {
        Files.createDirectories(log().getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment()
                .keySet()
                .removeIf(variable -> variable.startsWith("OSS_") || variable.startsWith("COFFER_"));
        builder.environment().putAll(environment);
        return builder;
    }

    private static long birth(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Empty when it does not run. */
    Optional<ProcessHandle> running() throws IOException {
        if (!Files.exists(idFile())) {
            return Optional.empty();
        }
        String[] parts = Files.readString(idFile()).strip().split(" ", 2);
        return ProcessHandle.of(Long.parseLong(parts[0]))
                .filter(handle -> handle.isAlive() && birth(handle) == Long.parseLong(parts[1]));
    }

    /** Ends it, at first kindly. */
    void stop(long patienceSeconds) throws IOException {
        Optional<ProcessHandle> running = running();
        if (running.isPresent()) {
            ProcessHandle handle = running.get();
            handle.destroy();
            try {
                handle.onExit().get(patienceSeconds, TimeUnit.SECONDS);
            } catch (TimeoutException slow) {
                handle.destroyForcibly();
                handle.onExit().join();
            } catch (java.util.concurrent.ExecutionException | InterruptedException e) {
                throw new IOException(name + " does not end", e);
            }
        }
        Files.deleteIfExists(idFile());
    }

    /** What it has written so far, from a position on. */
    String written(long from) throws IOException {
        byte[] all = Files.exists(log()) ? Files.readAllBytes(log()) : new byte[0];
        return new String(
                all,
                (int) Math.min(from, all.length),
                (int) Math.max(0, all.length - from),
                java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    long logLength() throws IOException {
        return Files.exists(log()) ? Files.size(log()) : 0;
    }
}
