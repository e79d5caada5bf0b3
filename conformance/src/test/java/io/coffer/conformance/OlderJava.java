package io.coffer.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A JDK 17 or 21, for programs whose Hadoop runs on nothing newer. */
public final class OlderJava {
    private static final List<String> HOMES = List.of("COFFER_STORY_JAVA_HOME", "JAVA_HOME_17_X64", "JAVA_HOME_21_X64");

    /** Why what needs it is skipped, where there is none. */
    public static final String MISSING = "no JDK 17 or 21 in " + HOMES + " or /usr/lib/jvm";

    private OlderJava() {}

    /** The command {@code java} of one. */
    public static Optional<Path> find() {
        Path installed = Path.of("/usr/lib/jvm");
        Stream<Path> named = HOMES.stream()
                .flatMap(name -> Optional.ofNullable(System.getenv(name)).stream())
                .map(Path::of);
        try (Stream<Path> found = Files.isDirectory(installed) ? Files.list(installed) : Stream.empty()) {
            return Stream.concat(
                            named,
                            found.filter(home -> home.getFileName().toString().matches(".*\\b(17|21)\\b.*"))
                                    .sorted())
                    // a program in one file needs the compiler
                    .filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                    .map(home -> home.resolve("bin/java"))
                    .findFirst();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
