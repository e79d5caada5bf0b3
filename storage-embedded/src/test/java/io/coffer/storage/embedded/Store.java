package io.coffer.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.Attributes;
import io.coffer.storage.Derivation;
import io.coffer.storage.Derived;
import io.coffer.storage.Name;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** What the tests of damage do with a store's files. */
final class Store {
    /** Every entry has a row, and counts with those whose attributes are as long. */
    static final Derivation BY_LENGTH = new Derivation() {
        @Override
        public String id() {
            return "by-length/1";
        }

        @Override
        public Optional<Derived> of(SpaceId space, Name name, long size, Attributes attributes) {
            return Optional.of(new Derived(
                    Name.of(space.value() + "/" + name), Name.of("length " + attributes.bytes().length), size));
        }
    };

    static final SpaceId SPACE = new SpaceId("space");
    static final Name NAME = Name.of("name");

    private Store() {}

    static StorageEngine open(Path directory) {
        return open(directory, Disk.REAL, Map.of());
    }

    static StorageEngine open(Path directory, Disk disk, Map<String, String> options) {
        return EmbeddedStorageEngine.open(directory, EmbeddedOptions.parse(options), BY_LENGTH, disk);
    }

    static Space space(StorageEngine engine) {
        engine.createSpace(SPACE);
        return engine.space(SPACE);
    }

    static List<Path> bodyFiles(Path directory) throws IOException {
        return filesBelow(directory.resolve("blobs"));
    }

    /** But those that an engine removes meanwhile, for which {@link Files#walk} would fail as a whole. */
    static List<Path> filesBelow(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        walk(directory, (file, attributes) -> found.add(file));
        return found;
    }

    private static void walk(Path directory, BiConsumer<Path, BasicFileAttributes> each) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    each.accept(file, attributes);
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
    }

    /** In order. */
    static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("segments"))) {
            return files.sorted().toList();
        }
    }

    /**
     * Copies a store that is in use, as a crash would leave it; nothing may be written meanwhile. The index may still be
     * putting its tables in order, so what it had is copied again when it was another afterwards.
     */
    static Path copy(Path directory, Path target) throws IOException {
        for (int attempt = 0; ; attempt++) {
            Path copied = target.resolve("attempt" + attempt);
            Map<Path, String> before = states(directory);
            try {
                for (Path file : before.keySet()) {
                    Path copy = copied.resolve(directory.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            } catch (NoSuchFileException removed) {
                continue;
            }
            if (states(directory).equals(before)) {
                return copied;
            }
        }
    }

    private static Map<Path, String> states(Path directory) throws IOException {
        Map<Path, String> states = new HashMap<>();
        walk(directory, (file, is) -> states.put(file, is.size() + " bytes of " + is.lastModifiedTime()));
        return states;
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

    /** Flips one bit within the pattern, wherever these files have it. */
    static void flipIn(List<Path> files, byte[] pattern) throws IOException {
        boolean found = false;
        for (Path file : files) {
            int at = find(Files.readAllBytes(file), pattern);
            if (at >= 0) {
                flip(file, at + pattern.length / 2);
                found = true;
            }
        }
        assertThat(found).as("the pattern is in one of %s", files).isTrue();
    }
}
