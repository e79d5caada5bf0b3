package io.coffer.server.ring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Files that a running server has: what it removes while they are looked through holds nothing. */
final class FilesInUse {
    private FilesInUse() {}

    /** Those whose bytes hold the text, of Latin-1 characters: as fast as a search in texts. */
    static List<Path> with(Path directory, String latin1) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path file : below(directory)) {
            if (holds(file, latin1)) {
                found.add(file);
            }
        }
        return found;
    }

    private static boolean holds(Path file, String latin1) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(latin1);
        } catch (NoSuchFileException removed) {
            return false;
        }
    }

    /** {@link Files#walk} fails as a whole when one file goes meanwhile. */
    private static List<Path> below(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return found;
    }
}
