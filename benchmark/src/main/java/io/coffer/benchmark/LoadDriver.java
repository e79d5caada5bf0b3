package io.coffer.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Starts servers by the launcher, loads them over loopback and prints what they did, as Markdown. A run ends by itself,
 * after a fixed number of rounds of bounded time, and leaves no data.
 */
public final class LoadDriver {
    private static final int WRONG_ARGUMENTS = 2;

    private LoadDriver() {}

    public static void main(String[] arguments) throws IOException {
        LoadOptions options;
        try {
            options = LoadOptions.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.print(LoadOptions.USAGE);
            System.exit(WRONG_ARGUMENTS);
            return;
        }
        Path directory = Files.createTempDirectory("coffer-load-");
        // an interrupted run leaves no server and no data either
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(directory)));
        run(options, directory, System.out);
    }

    static void cleanUp(Path directory) {
        ProcessHandle.current().children().forEach(child -> {
            child.destroyForcibly();
            child.onExit().join();
        });
        try {
            Directories.delete(directory);
        } catch (IOException failure) {
            System.err.println("left behind: " + directory + ": " + failure);
        }
    }

    private static void run(LoadOptions options, Path directory, PrintStream out) throws IOException {
        MachineFacts.print(directory, out);
        LoadCredentials credentials = LoadCredentials.random();
        for (LoadOptions.Section section : options.sections()) {
            switch (section) {
                case START -> new StartTime(options, credentials, out).run(directory);
                case SMALL -> compare(options, credentials, directory, out, Comparison::small);
                case LARGE -> compare(options, credentials, directory, out, Comparison::large);
                case MEMORY -> new MemoryUse(options, credentials, out).run(directory);
            }
            out.printf("%nLoad average afterwards: %s.%n", MachineFacts.loadAverage());
        }
    }

    private interface Part {
        void run(Comparison comparison) throws IOException;
    }

    private static void compare(
            LoadOptions options, LoadCredentials credentials, Path directory, PrintStream out, Part part)
            throws IOException {
        Path data = directory.resolve("comparison");
        try (CofferProcess server = CofferProcess.start(options.launcher(), data, credentials)) {
            Comparison comparison = new Comparison(new LoadClient(server, credentials), options, out);
            comparison.createBuckets();
            part.run(comparison);
        }
        Directories.delete(data);
    }
}
