package io.coffer.junit;

import io.coffer.testing.CofferCredentials;
import io.coffer.testing.RunningCoffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** A server, its users, and the clients made for its tests; all end together. */
final class ServedTests implements AutoCloseable {
    private final RunningCoffer server;
    private final Map<String, CofferCredentials> users = new HashMap<>();
    private final Deque<Runnable> ends = new ArrayDeque<>();

    private ServedTests(RunningCoffer server, Optional<Path> directory) {
        this.server = server;
        directory.ifPresent(made -> ends.push(() -> delete(made)));
        ends.push(server::close);
    }

    static ServedTests start(CofferServer wanted, List<RamUser> users) {
        io.coffer.testing.CofferServer.Builder builder =
                io.coffer.testing.CofferServer.builder().region(wanted.region()).defaultEncryption(wanted.encryption());
        for (String setting : wanted.settings()) {
            String[] parts = setting.split("=", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("a setting is written key=value, not '" + setting + "'");
            }
            builder.setting(parts[0].strip(), parts[1].strip());
        }
        Optional<Path> directory = wanted.onDisk() ? Optional.of(temporary()) : Optional.empty();
        directory.ifPresent(made -> builder.data(made.resolve("data")));
        ServedTests served = new ServedTests(builder.start(), directory);
        try {
            for (RamUser user : users) {
                served.users.put(user.name(), served.server.createUser(user.name(), user.policy()));
            }
            for (String bucket : wanted.buckets()) {
                served.server.createBucket(bucket);
            }
            return served;
        } catch (RuntimeException refused) {
            served.close();
            throw refused;
        }
    }

    RunningCoffer server() {
        return server;
    }

    CofferCredentials credentials(Optional<As> user) {
        if (user.isEmpty()) {
            return server.root();
        }
        String name = user.get().value();
        return Optional.ofNullable(users.get(name))
                .orElseThrow(() -> new ParameterResolutionException("there is no @RamUser named " + name));
    }

    <T> T closedAtTheEnd(T client, Runnable end) {
        ends.push(end);
        return client;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("coffer-test");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static void delete(Path directory) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(emptied);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException kept) {
            throw new UncheckedIOException(kept);
        }
    }

    /** The last made first; a failure does not keep the others from ending. */
    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        while (!ends.isEmpty()) {
            try {
                ends.pop().run();
            } catch (RuntimeException failure) {
                failures.add(failure);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }
}
