package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Callers that race on one key: what each was told must fit one order of their calls that keeps to real time. The
 * histories are random, the orders are searched exhaustively.
 */
class RaceHistoryTest {
    private static final int CALLERS = 3;
    private static final int CALLS_EACH = 4;

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    /**
     * A call that ended, in nanoseconds of one clock.
     *
     * @param effect what it does to the key when its turn comes; empty when it could not have been told what it was
     */
    private record Ended(String what, long began, long ended, Function<Key, Optional<Key>> effect) {}

    /** A version: an id, and its content, or nothing for a delete marker. */
    private record Version(String id, Optional<String> content) {}

    /** What a key holds, newest first. In a bucket without versions it is at most one. */
    private record Key(List<Version> versions) {
        Optional<String> current() {
            return versions.isEmpty() ? Optional.empty() : versions.getFirst().content();
        }

        Key with(String id, Optional<String> content) {
            List<Version> more = new ArrayList<>(versions);
            more.addFirst(new Version(id, content));
            return new Key(more);
        }

        Key without(String id) {
            return new Key(versions.stream()
                    .filter(version -> !version.id().equals(id))
                    .toList());
        }

        Optional<Version> version(String id) {
            return versions.stream().filter(version -> version.id().equals(id)).findFirst();
        }
    }

    private static final Key NOTHING = new Key(List.of());

    @Test
    void withoutVersionsEveryHistoryHasAnOrder() throws Exception {
        owner.create("plain-race");
        run("plain-race", 60, (random, key, tag) -> switch (random.nextInt(6)) {
            case 0, 1 -> put(key, tag, false);
            case 2 -> put(key, tag, true);
            case 3 -> delete(key);
            case 4 -> complete(key, tag, random.nextBoolean());
            default -> get(key);
        });
    }

    @Test
    void withVersionsEveryHistoryHasAnOrder() throws Exception {
        owner.create("version-race");
        owner.bucket(PUT, "version-race")
                .with("versioning")
                .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                .send();
        Map<Where, List<String>> seenOf = new ConcurrentHashMap<>();
        run("version-race", 60, (random, key, tag) -> {
            List<String> seen = seenOf.computeIfAbsent(key, none -> Collections.synchronizedList(new ArrayList<>()));
            List<String> ids;
            synchronized (seen) {
                ids = List.copyOf(seen);
            }
            return switch (random.nextInt(7)) {
                case 0, 1 -> putVersion(key, tag, seen);
                case 2 -> hide(key, seen);
                case 3, 4 -> ids.isEmpty() ? get(key) : deleteVersion(key, ids.get(random.nextInt(ids.size())));
                case 5 -> ids.isEmpty() ? get(key) : getVersion(key, ids.get(random.nextInt(ids.size())));
                default -> get(key);
            };
        });
    }

    @FunctionalInterface
    private interface Move {
        Ended make(Random random, Where key, String tag);
    }

    private record Where(String bucket, String key) {}

    private static void run(String bucket, int rounds, Move move) throws Exception {
        long seed = System.nanoTime();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < rounds; round++) {
                Where key = new Where(bucket, "key-" + round);
                List<Future<List<Ended>>> running = new ArrayList<>();
                for (int caller = 0; caller < CALLERS; caller++) {
                    String name = round + "-" + caller;
                    Random random = new Random(seed + name.hashCode());
                    running.add(callers.submit(() -> {
                        List<Ended> ended = new ArrayList<>();
                        for (int at = 0; at < CALLS_EACH; at++) {
                            ended.add(move.make(random, key, name + "-" + at));
                        }
                        return ended;
                    }));
                }
                List<Ended> history = new ArrayList<>();
                for (Future<List<Ended>> one : running) {
                    history.addAll(one.get());
                }
                assertThat(hasOrder(NOTHING, history))
                        .as("seed %d, round %d: %s", seed, round, history)
                        .isTrue();
            }
        }
    }

    /** Tries every call that no other call ended before. */
    private static boolean hasOrder(Key key, List<Ended> left) {
        if (left.isEmpty()) {
            return true;
        }
        long firstEnd = left.stream().mapToLong(Ended::ended).min().orElseThrow();
        for (Ended call : left) {
            if (call.began() > firstEnd) {
                continue;
            }
            Optional<Key> after = call.effect().apply(key);
            if (after.isPresent()) {
                List<Ended> rest = new ArrayList<>(left);
                rest.remove(call);
                if (hasOrder(after.get(), rest)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<Key> when(boolean told, Key after) {
        return told ? Optional.of(after) : Optional.empty();
    }

    private static Ended put(Where key, String tag, boolean forbid) {
        Call call = owner.object(PUT, key.bucket(), key.key()).body(tag);
        if (forbid) {
            call.header("x-oss-forbid-overwrite", "true");
        }
        return write("put " + tag + (forbid ? " forbidding" : ""), call, tag, forbid);
    }

    private static Ended write(String what, Call call, String tag, boolean forbid) {
        long began = System.nanoTime();
        String outcome = call.send().outcome();
        long ended = System.nanoTime();
        boolean stored = outcome.equals("200");
        assertThat(outcome).isIn("200", "409 FileAlreadyExists");
        return new Ended(
                what + " -> " + outcome,
                began,
                ended,
                state -> stored
                        ? when(!forbid || state.current().isEmpty(), NOTHING.with("null", Optional.of(tag)))
                        : when(forbid && state.current().isPresent(), state));
    }

    private static Ended complete(Where key, String tag, boolean forbid) {
        String upload = owner.object(POST, key.bucket(), key.key())
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
        owner.object(PUT, key.bucket(), key.key())
                .with("partNumber", "1")
                .with("uploadId", upload)
                .body(tag)
                .send();
        Call call = owner.object(POST, key.bucket(), key.key())
                .with("uploadId", upload)
                .header("x-oss-complete-all", "yes");
        if (forbid) {
            call.header("x-oss-forbid-overwrite", "true");
        }
        return write("complete " + tag, call, tag, forbid);
    }

    private static Ended delete(Where key) {
        long began = System.nanoTime();
        int status = owner.delete(key.bucket(), key.key()).status();
        long ended = System.nanoTime();
        return new Ended("delete -> " + status, began, ended, state -> when(status == 204, NOTHING));
    }

    private static Ended get(Where key) {
        long began = System.nanoTime();
        Answer answer = owner.get(key.bucket(), key.key());
        long ended = System.nanoTime();
        Optional<String> read = answer.status() == 200 ? Optional.of(answer.text()) : Optional.empty();
        return new Ended(
                "get -> " + read, began, ended, state -> when(state.current().equals(read), state));
    }

    private static Ended putVersion(Where key, String tag, List<String> seen) {
        long began = System.nanoTime();
        Answer answer = owner.object(PUT, key.bucket(), key.key()).body(tag).send();
        long ended = System.nanoTime();
        String id = answer.header("x-oss-version-id").orElseThrow();
        seen.add(id);
        return new Ended(
                "put " + tag + " -> " + id,
                began,
                ended,
                state -> when(answer.status() == 200, state.with(id, Optional.of(tag))));
    }

    private static Ended hide(Where key, List<String> seen) {
        long began = System.nanoTime();
        Answer answer = owner.delete(key.bucket(), key.key());
        long ended = System.nanoTime();
        String id = answer.header("x-oss-version-id").orElseThrow();
        seen.add(id);
        return new Ended("hide -> " + id, began, ended, state -> Optional.of(state.with(id, Optional.empty())));
    }

    private static Ended deleteVersion(Where key, String id) {
        long began = System.nanoTime();
        int status = owner.object(DELETE, key.bucket(), key.key())
                .with("versionId", id)
                .send()
                .status();
        long ended = System.nanoTime();
        return new Ended("delete " + id, began, ended, state -> when(status == 204, state.without(id)));
    }

    private static Ended getVersion(Where key, String id) {
        long began = System.nanoTime();
        Answer answer =
                owner.object(GET, key.bucket(), key.key()).with("versionId", id).send();
        long ended = System.nanoTime();
        return new Ended("get " + id + " -> " + answer.status(), began, ended, state -> {
            Optional<Version> version = state.version(id);
            return when(
                    switch (answer.status()) {
                        case 200 ->
                            version.flatMap(Version::content)
                                    .filter(answer.text()::equals)
                                    .isPresent();
                        case 404 -> version.isEmpty();
                        case 405 ->
                            version.isPresent() && version.get().content().isEmpty();
                        default -> false;
                    },
                    state);
        });
    }
}
