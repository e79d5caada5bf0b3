package io.coffer.conformance.guide;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that a page starts, on ports that the system chooses. */
final class GuideServer implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready http://(\\S+) administration http://(\\S+) in .*");
    private static final int LONGEST_STOP_SECONDS = 60;

    private final Process process;
    private final String address;
    private final String administration;

    GuideServer(Path directory, String command) throws IOException {
        Path log = directory.resolve("server.log");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec " + command);
        builder.directory(directory.toFile()).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("OSS_") || name.startsWith("COFFER_"));
        builder.environment().put("COFFER_LISTEN", "127.0.0.1:0");
        builder.environment().put("COFFER_ADMIN_LISTEN", "127.0.0.1:0");
        builder.environment().put("COFFER_HEAP", "256m");
        process = builder.start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Matcher ready = READY.matcher(Optional.ofNullable(output.readLine()).orElse(""));
        if (!ready.matches()) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " did not start: " + Files.readString(log));
        }
        address = ready.group(1);
        administration = ready.group(2);
        Thread.ofVirtual().start(() -> output.lines().forEach(line -> {}));
    }

    String address() {
        return address;
    }

    String administration() {
        return administration;
    }

    /** As Ctrl-C does. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the server did not stop in " + LONGEST_STOP_SECONDS + " s");
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
