package io.coffer.benchmark;

import io.coffer.protocol.Method;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * One caller of a soak. It knows how long each of its objects is, and so whether an answer is right. While the server is
 * stopped or killed its calls fail, which is explained; a change without an answer leaves two possible lengths.
 */
final class SoakWorker implements Runnable {
    private static final int KEYS = 100;
    private static final int REQUESTS_PER_CONNECTION = 500;
    private static final long ABSENT = -1;
    private static final int[] SIZES = {0, 1_000, 4_096, 4_096, 4_096, 60_000, 300_000, 4 << 20};

    /** What a soak tells its workers, and hears of them. */
    interface Course {
        boolean goesOn();

        /** Which server serves now; changes when one is started in another's place. */
        LoadTarget target();

        /** Whether a failure of a call to that server is one of a server that was ended. */
        boolean explains(LoadTarget target);

        void answered();

        void unexplained(String failure);
    }

    private final Course course;
    private final int number;
    private final Random random;
    /** the lengths that are possible: one, or two after a change without an answer */
    private final Map<String, long[]> lengths = new HashMap<>();

    SoakWorker(Course course, int number, long seed) {
        this.course = course;
        this.number = number;
        this.random = new Random(seed + number);
    }

    @Override
    public void run() {
        while (course.goesOn()) {
            LoadTarget target = course.target();
            try (OssConnection connection = new OssConnection(target.port())) {
                for (int sent = 0;
                        sent < REQUESTS_PER_CONNECTION
                                && course.goesOn()
                                && course.target().equals(target);
                        sent++) {
                    step(target, connection);
                    course.answered();
                }
            } catch (IOException failed) {
                if (!course.explains(target)) {
                    course.unexplained(target.name() + ": " + failed.getMessage());
                }
                pause();
            }
        }
    }

    private void step(LoadTarget target, OssConnection connection) throws IOException {
        String key = "soak/" + number + "/" + random.nextInt(KEYS);
        long[] known = lengths.computeIfAbsent(key, fresh -> new long[] {ABSENT});
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                long size = SIZES[random.nextInt(SIZES.length)];
                change(key, known, size, () -> target.object(Method.PUT, key, size), connection);
            }
            case 3 -> change(key, known, ABSENT, () -> target.object(Method.DELETE, key, 0), connection);
            case 4 -> connection.exchange(target.bucket(Method.GET, "list-type=2&max-keys=50&prefix=soak%2F" + number));
            default -> read(target, connection, key, known);
        }
    }

    private void change(String key, long[] known, long after, Supplier<SignedRequest> request, OssConnection connection)
            throws IOException {
        long[] possible = Arrays.copyOf(known, known.length + 1);
        possible[known.length] = after;
        lengths.put(key, possible);
        connection.exchange(request.get());
        lengths.put(key, new long[] {after});
    }

    private void read(LoadTarget target, OssConnection connection, String key, long[] known) throws IOException {
        Optional<Long> found = connection.find(target.object(Method.GET, key, 0));
        long length = found.orElse(ABSENT);
        for (long possible : known) {
            if (possible == length) {
                lengths.put(key, new long[] {length});
                return;
            }
        }
        lengths.put(key, new long[] {length});
        course.unexplained(key + " has " + length + " bytes, not " + known[0]);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
