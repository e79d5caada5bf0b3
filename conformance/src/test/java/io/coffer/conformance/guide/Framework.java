package io.coffer.conformance.guide;

import io.coffer.conformance.OlderJava;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Spark or Flink, whose jars are loaded in runs at full length alone.
 *
 * @param java before 24, for the Hadoop in it
 * @param classPath its jars
 */
record Framework(Path java, String classPath) {
    private static final String JARS = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath";

    /** Why it cannot be had, if so. */
    static Optional<String> reasonToSkip() {
        if (!Boolean.getBoolean("coffer.full")) {
            return Optional.of("only at full length (-Pfull)");
        }
        return OlderJava.find().isPresent() ? Optional.empty() : Optional.of(OlderJava.MISSING);
    }

    /**
     * Loads what it is made of.
     *
     * @param name that of a folder in {@code conformance/src/test/frameworks}
     */
    static Framework load(Path root, String name, Path directory) {
        Path list = directory.resolve(name + ".classpath");
        Path project =
                root.resolve("conformance/src/test/frameworks").resolve(name).resolve("pom.xml");
        try {
            Process maven = new ProcessBuilder(
                            root.resolve("mvnw").toString(),
                            "--batch-mode",
                            "-q",
                            "-f",
                            project.toString(),
                            JARS,
                            "-Dmdep.outputFile=" + list)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve(name + ".log").toFile())
                    .start();
            if (maven.waitFor() != 0) {
                throw new IllegalStateException(
                        "the jars of " + name + " cannot be had, see " + directory.resolve(name + ".log"));
            }
            return new Framework(
                    OlderJava.find().orElseThrow(), Files.readString(list).strip());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading " + name, interrupted);
        }
    }
}
