package io.coffer.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.Name;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the tests of damage do with a store's files. */
final class Store {
    static final SpaceId SPACE = new SpaceId("space");
    static final Name NAME = Name.of("name");

    private Store() {}

    static StorageEngine open(Path directory) {
        return open(directory, Durability.DISK, Map.of());
    }

    static StorageEngine open(Path directory, Durability durability, Map<String, String> options) {
        return EmbeddedStorageEngine.open(directory, EmbeddedOptions.parse(options), durability);
    }

    static Space space(StorageEngine engine) {
        engine.createSpace(SPACE);
        return engine.space(SPACE);
    }

    static List<Path> bodyFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("blobs"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    static List<Path> indexFiles(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("index"))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    static void flip(Path file, long position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) position] ^= 0x10;
        Files.write(file, bytes);
    }

    /** The first position of the pattern, or -1. */
    static int find(byte[] bytes, byte[] pattern) {
        for (int at = 0; at + pattern.length <= bytes.length; at++) {
            int same = 0;
            while (same < pattern.length && bytes[at + same] == pattern[same]) {
                same++;
            }
            if (same == pattern.length) {
                return at;
            }
        }
        return -1;
    }

    /** Flips one bit within the pattern, wherever the index keeps it. */
    static void flipInIndex(Path directory, String suffix, byte[] pattern) throws IOException {
        boolean found = false;
        for (Path file : indexFiles(directory, suffix)) {
            int at = find(Files.readAllBytes(file), pattern);
            if (at >= 0) {
                flip(file, at + pattern.length / 2);
                found = true;
            }
        }
        assertThat(found).as("the pattern is in a file %s", suffix).isTrue();
    }
}
