import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Builds the console into the server's classes with the Node and npm of this machine: {@code java BuildConsole.java
 * CONSOLE FILES STAMP}. Where they are missing, or the packages cannot be had, the server is built without the console
 * and this says so; a console that does not bundle fails the build. Maven itself may run with an older Java than 25,
 * so this is written for 17.
 */
final class BuildConsole {
    private static final int OLDEST_NODE = 20;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Path console;
    private final Path files;
    private final Path stamp;

    private BuildConsole(Path console, Path files, Path stamp) {
        this.console = console;
        this.files = files;
        this.stamp = stamp;
    }

    public static void main(String[] arguments) throws IOException {
        Path console = Path.of(arguments[0]).toAbsolutePath().normalize();
        new BuildConsole(console, Path.of(arguments[1]).toAbsolutePath(), Path.of(arguments[2])).build();
    }

    private void build() throws IOException {
        String wanted = fingerprint();
        if (Files.isRegularFile(stamp) && Files.readString(stamp).equals(wanted) && Files.isDirectory(files)) {
            return;
        }
        Files.deleteIfExists(stamp);
        removeFiles();
        Optional<String> missing = missing().or(this::install);
        if (missing.isPresent()) {
            System.out.println("[WARNING] The server is built WITHOUT the web console: " + missing.get());
            return;
        }
        Result bundled = run("node", "build.mjs", files.toString());
        if (!bundled.succeeded()) {
            System.out.println("[ERROR] The web console does not build:\n" + bundled.output());
            System.exit(1);
        }
        Files.createDirectories(stamp.toAbsolutePath().getParent());
        Files.writeString(stamp, wanted);
        System.out.println("[INFO] The web console was built.");
    }

    private Optional<String> missing() {
        Result node = run("node", "--version");
        if (!node.succeeded()) {
            return Optional.of("there is no Node.js on this machine.");
        }
        String version = node.output().strip();
        int major = version.matches("v\\d{1,4}\\..*") ? Integer.parseInt(version.substring(1, version.indexOf('.'))) : 0;
        if (major < OLDEST_NODE) {
            return Optional.of("Node.js is " + version + ", and " + OLDEST_NODE + " or newer is needed.");
        }
        return run(npm(), "--version").succeeded() ? Optional.empty() : Optional.of("there is no npm on this machine.");
    }

    /** Installs exactly what the lock file names, without running anything of it. */
    private Optional<String> install() {
        try {
            Path installed = console.resolve("node_modules").resolve(".installed-lock");
            byte[] lock = Files.readAllBytes(console.resolve("package-lock.json"));
            if (Files.isRegularFile(installed) && MessageDigest.isEqual(Files.readAllBytes(installed), lock)) {
                return Optional.empty();
            }
            Result result = run(
                    npm(),
                    "ci",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--prefer-offline",
                    "--fetch-retries=1",
                    "--fetch-timeout=30000");
            if (!result.succeeded()) {
                return Optional.of("npm cannot install what it is made with.\n" + result.output());
            }
            Files.write(installed, lock);
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String npm() {
        return WINDOWS ? "npm.cmd" : "npm";
    }

    private void removeFiles() throws IOException {
        if (Files.isDirectory(files)) {
            try (Stream<Path> old = Files.list(files)) {
                for (Path file : old.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(files);
        }
    }

    /** Of everything that the bundle is made from. */
    private String fingerprint() throws IOException {
        try (Stream<Path> sources = Files.walk(console.resolve("src"))) {
            List<Path> all = new ArrayList<>(sources.filter(Files::isRegularFile).sorted().toList());
            all.add(console.resolve("package-lock.json"));
            all.add(console.resolve("build.mjs"));
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path source : all) {
                digest.update(console.relativize(source).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(source));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private record Result(boolean succeeded, String output) {}

    private Result run(String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(console.toFile()).redirectErrorStream(true);
            builder.environment().remove("NODE_OPTIONS");
            Process process = builder.start();
            process.getOutputStream().close();
            Thread watch = new Thread(() -> endAfterLongest(process));
            watch.setDaemon(true);
            watch.start();
            String output;
            try (InputStream stream = process.getInputStream()) {
                output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
            return new Result(process.waitFor() == 0, output);
        } catch (IOException notThere) {
            return new Result(false, String.valueOf(notThere.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Result(false, "interrupted");
        }
    }

    private static void endAfterLongest(Process process) {
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
