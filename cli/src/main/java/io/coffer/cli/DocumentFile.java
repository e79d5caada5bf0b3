package io.coffer.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Policy documents from files. */
final class DocumentFile {
    /** Standard input. */
    static final Path INPUT = Path.of("-");

    private DocumentFile() {}

    static String read(Path file) {
        try {
            return file.equals(INPUT)
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException | UncheckedIOException unreadable) {
            throw new UsageException("the policy document " + file + " cannot be read: "
                    + unreadable.getClass().getSimpleName());
        }
    }
}
