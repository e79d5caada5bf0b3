package io.coffer.server.ring;

import static io.coffer.protocol.Method.PUT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that write without a break, each at the gateway that it likes or, when that fails, at the other. What was
 * acknowledged is remembered, and the longest time that one had to wait for a clear answer: who counts and finds that the other
 * was faster has one.
 */
final class SteadyLoad implements AutoCloseable {
    private static final int WRITERS = 4;
    private static final int COUNTERS = 2;
    private static final int BODY = 4096;

    private final LaunchedCluster cluster;
    private final String bucket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Set<String> counted = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> lastAnswers = new ConcurrentHashMap<>();
    private final AtomicLong longestPause = new AtomicLong();
    private final AtomicInteger troubles = new AtomicInteger();
    private volatile boolean stopping;

    SteadyLoad(LaunchedCluster cluster, String bucket) {
        this.cluster = cluster;
        this.bucket = bucket;
    }

    void start() {
        for (int number = 0; number < WRITERS; number++) {
            String name = "w" + number;
            int gateway = number % 2;
            running.add(threads.submit(() -> write(name, gateway)));
        }
        for (int number = 0; number < COUNTERS; number++) {
            String name = "c" + number;
            int gateway = number % 2;
            running.add(threads.submit(() -> count(name, gateway)));
        }
    }

    /** Objects by key, whose writing was acknowledged. */
    Map<String, String> acknowledged() {
        return acknowledged;
    }

    /** Who counted, by a text of its own for each time. */
    Set<String> counted() {
        return counted;
    }

    int writes() {
        return acknowledged.size() + counted.size();
    }

    /** Answers that said nothing, or calls without one. */
    int troubles() {
        return troubles.get();
    }

    /** The longest that one client has waited since this was asked last, and is waiting now. */
    Duration takeLongestPause() {
        long now = System.nanoTime();
        long waiting = lastAnswers.values().stream()
                .mapToLong(last -> now - last)
                .max()
                .orElse(0);
        return Duration.ofNanos(Math.max(waiting, longestPause.getAndSet(0)));
    }

    private void answered(String client) {
        long now = System.nanoTime();
        Long before = lastAnswers.put(client, now);
        if (before != null) {
            longestPause.accumulateAndGet(now - before, Math::max);
        }
    }

    private void write(String name, int preferred) {
        for (int number = 0; !stopping; number++) {
            String key = name + "-" + number;
            String body = (key + " ").repeat(BODY).substring(0, BODY);
            int gateway = preferred;
            while (true) {
                Optional<Answer> answer =
                        send(cluster.client(gateway).object(PUT, bucket, key).body(body));
                if (answer.isPresent()) {
                    require(answer.get(), "200");
                    break;
                }
                gateway = 1 - gateway;
            }
            acknowledged.put(key, body);
            answered(name);
        }
        lastAnswers.remove(name);
    }

    private static String require(Answer answer, String... outcomes) {
        if (!List.of(outcomes).contains(answer.outcome())) {
            throw new IllegalStateException("unexpected: " + answer.outcome() + " " + answer.text());
        }
        return answer.outcome();
    }

    static String count(int number) {
        return "count-%08d".formatted(number);
    }

    /** Each count is a key that must not be there yet. One whose answer was lost is asked for again: it is its own text. */
    private void count(String name, int preferred) {
        int number = 1;
        int gateway = preferred;
        for (int time = 0; !stopping; time++) {
            String text = name + "-" + time;
            boolean mine = false;
            while (!mine) {
                Optional<Answer> created = send(cluster.client(gateway)
                        .object(PUT, bucket, count(number))
                        .header("x-oss-forbid-overwrite", "true")
                        .body(text));
                if (created.isEmpty()) {
                    gateway = 1 - gateway;
                    continue;
                }
                mine = require(created.get(), "200", "409 FileAlreadyExists").equals("200")
                        || read(count(number)).equals(text);
                answered(name);
                number++;
            }
            counted.add(text);
            gateway = preferred;
        }
        lastAnswers.remove(name);
    }

    /** What is there, from whichever gateway says so. */
    String read(String key) {
        for (int gateway = 0; ; gateway = 1 - gateway) {
            Client client = cluster.client(gateway);
            Optional<Answer> answer = send(client.object(io.coffer.protocol.Method.GET, bucket, key));
            if (answer.isPresent()) {
                return answer.get().status() == 200
                        ? answer.get().text()
                        : answer.get().outcome();
            }
        }
    }

    /** Empty when it is not known what became of it. */
    private Optional<Answer> send(Call call) {
        try {
            Answer answer = call.send();
            if (answer.status() < 500 && answer.isWhole()) {
                return Optional.of(answer);
            }
        } catch (java.io.UncheckedIOException broken) {
            // counted below
        }
        troubles.incrementAndGet();
        pause();
        return Optional.empty();
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Ends after the calls that are under way; a client that came upon something wrong says so now. */
    @Override
    public void close() throws Exception {
        stopping = true;
        for (Future<?> client : running) {
            client.get();
        }
        threads.close();
    }
}
