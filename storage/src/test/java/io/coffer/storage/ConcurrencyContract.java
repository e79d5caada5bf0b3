package io.coffer.storage;

import static io.coffer.storage.EngineFixture.bytes;
import static io.coffer.storage.EngineFixture.randomBytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.StorageException.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Operations on one name are linearizable, however many threads meet there. */
public interface ConcurrencyContract extends EngineFixture {
    Name SHARED = Name.of("shared");

    private static <T> List<T> together(List<Callable<T>> tasks) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }

    private static Attributes number(long value) {
        return new Attributes(ByteBuffer.allocate(8).putLong(value).array());
    }

    private static long number(Attributes attributes) {
        return ByteBuffer.wrap(attributes.bytes()).getLong();
    }

    private void increment(boolean byUpdate) {
        while (true) {
            Entry seen = space().head(SHARED).orElseThrow();
            Attributes next = number(number(seen.attributes()) + 1);
            try {
                if (byUpdate) {
                    space().update(SHARED, next, seen.generation());
                } else {
                    space().commit(SHARED, next, Condition.generation(seen.generation()));
                }
                return;
            } catch (StorageException e) {
                assertThat(e.kind()).isEqualTo(Kind.CONFLICT);
            }
        }
    }

    @Test
    default void aCounterByCompareAndSetIsExact() throws Exception {
        space().commit(SHARED, number(0), Condition.ABSENT);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 16; thread++) {
            boolean byUpdate = thread % 2 == 0;
            tasks.add(() -> {
                for (int i = 0; i < 20; i++) {
                    increment(byUpdate);
                }
                return null;
            });
        }
        together(tasks);
        assertThat(number(space().head(SHARED).orElseThrow().attributes())).isEqualTo(16 * 20);
    }

    @Test
    default void onlyOneTakesAFreeName() throws Exception {
        for (int round = 0; round < 10; round++) {
            Name name = Name.of("free" + round);
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                byte[] body = randomBytes(i, i % 2 == 0 ? 100 : 70_000);
                tasks.add(() -> succeeds(() -> put(name, body, "", Condition.ABSENT)));
            }
            assertThat(together(tasks)).containsOnlyOnce(true);
        }
    }

    @Test
    default void onlyOneDeletesAnEntry() throws Exception {
        for (int round = 0; round < 10; round++) {
            space().commit(SHARED, Attributes.EMPTY, Condition.ABSENT);
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                tasks.add(() -> space().delete(SHARED, Condition.ANY));
            }
            assertThat(together(tasks)).containsOnlyOnce(true);
        }
    }

    private static boolean succeeds(Callable<?> call) throws Exception {
        try {
            call.call();
            return true;
        } catch (StorageException e) {
            assertThat(e.kind()).isEqualTo(Kind.CONFLICT);
            return false;
        }
    }

    private byte[] bodyOf(int number) {
        return randomBytes(number, number % 2 == 0 ? 1_000 + number : 70_000 + number);
    }

    @Test
    default void overwritesLeaveOneWinnerWhole() throws Exception {
        put(SHARED, bodyOf(0), "0", Condition.ANY);
        AtomicBoolean writing = new AtomicBoolean(true);
        AtomicInteger reads = new AtomicInteger();
        // platform threads: readers that never wait would keep all carriers from the writers
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(() -> {
                    do {
                        assertWhole();
                        reads.incrementAndGet();
                    } while (writing.get());
                }));
            }
            List<Callable<Void>> writers = new ArrayList<>();
            for (int i = 1; i <= 60; i++) {
                int number = i;
                writers.add(() -> {
                    put(SHARED, bodyOf(number), Integer.toString(number), Condition.ANY);
                    return null;
                });
            }
            try {
                together(writers);
            } finally {
                writing.set(false);
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
        assertWhole();
        assertThat(reads.get()).isGreaterThanOrEqualTo(4);
    }

    private void assertWhole() {
        try (Reader reader = space().open(SHARED)) {
            int number = Integer.parseInt(new String(reader.entry().attributes().bytes()));
            assertThat(Arrays.equals(bytes(reader), bodyOf(number)))
                    .as("the body belongs to the attributes of write %d", number)
                    .isTrue();
        }
    }

    @Test
    default void aSpaceIsNotDroppedUnderACommit() throws Exception {
        SpaceId id = new SpaceId("contested");
        for (int round = 0; round < 30; round++) {
            engine().createSpace(id);
            Space contested = engine().space(id);
            List<Boolean> done = together(List.of(() -> dropped(id), () -> committed(contested)));
            assertThat(done).as("exactly one of drop and commit wins").containsOnlyOnce(true);
            if (done.get(1)) {
                contested.delete(SHARED, Condition.ANY);
            }
        }
    }

    private boolean dropped(SpaceId id) throws Exception {
        return succeeds(() -> engine().dropSpace(id));
    }

    private static boolean committed(Space space) {
        try {
            space.commit(SHARED, Attributes.EMPTY, Condition.ANY);
            return true;
        } catch (StorageException e) {
            assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND);
            return false;
        }
    }
}
