package io.coffer.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command sees of its process.
 *
 * @param out for text
 * @param bytes the same place as {@code out}, for what is no text; {@code out} is flushed before it is written to
 * @param isTerminal whether somebody looks on
 */
public record Surroundings(
        Map<String, String> environment,
        Path home,
        PrintWriter out,
        OutputStream bytes,
        PrintWriter err,
        boolean isTerminal) {
    Surroundings(Map<String, String> environment, Path home, PrintWriter out, PrintWriter err) {
        this(environment, home, out, OutputStream.nullOutputStream(), err, false);
    }
}
