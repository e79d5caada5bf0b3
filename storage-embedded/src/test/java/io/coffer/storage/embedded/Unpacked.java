package io.coffer.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Stores that earlier programs made, kept as test resources. */
final class Unpacked {
    private Unpacked() {}

    static void into(Path directory, String resource) throws IOException {
        try (ZipInputStream zip =
                new ZipInputStream(Objects.requireNonNull(Unpacked.class.getResourceAsStream(resource), resource))) {
            ZipEntry entry = zip.getNextEntry();
            while (entry != null) {
                Path file = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    Files.copy(zip, file);
                }
                entry = zip.getNextEntry();
            }
        }
    }
}
