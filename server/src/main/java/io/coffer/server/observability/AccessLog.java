package io.coffer.server.observability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access log of the whole server, one line for each request of the OSS API. Who adds a line never waits: lines are
 * written by a thread of their own, at the latest a second later, and dropped and counted where it cannot keep up.
 */
public final class AccessLog implements RequestObserver, MetricSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    /** in bytes: then they are written at once */
    private static final int MANY = 64 * 1024;

    /** in bytes, of lines that wait */
    private static final int MOST = 8 * 1024 * 1024;

    private final Format format;
    private final OutputTarget target;
    private final Thread writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongAdder lost = new LongAdder();
    private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private int waitingLines;
    private boolean closed;
    private long warnedAt = System.nanoTime() - BETWEEN_WARNINGS.toNanos();
    private long warnedOf;

    /** How a request is written. */
    public enum Format {
        /** The fields of OSS's own access log, in its order. */
        OSS(AccessLogLine::of),
        /** The same fields as one JSON object. */
        JSON(AccessLogJson::of);

        @SuppressWarnings("ImmutableEnumChecker") // a method
        private final Function<FinishedRequest, String> line;

        Format(Function<FinishedRequest, String> line) {
            this.line = line;
        }
    }

    private AccessLog(Format format, OutputTarget target) {
        this.format = format;
        this.target = target;
        this.writer = Thread.ofPlatform().daemon().name("access-log").start(this::writeAll);
    }

    /**
     * A log in a file that is rotated.
     *
     * @param bytes after which a file ends
     * @param age after which a file ends
     * @param ended how many that ended are kept
     */
    public static AccessLog toFile(Format format, Path file, long bytes, Duration age, int ended, Clock clock)
            throws IOException {
        return new AccessLog(format, new RotatedFile(file, new RotatedFile.Bounds(bytes, age, ended), clock));
    }

    /** A log on a stream of the process, which stays open. */
    public static AccessLog toStream(Format format, PrintStream stream) {
        return new AccessLog(format, new StreamTarget(stream));
    }

    private record StreamTarget(OutputStream stream) implements OutputTarget {
        @Override
        public void write(byte[] lines) throws IOException {
            stream.write(lines);
            stream.flush();
        }

        @Override
        public void close() {}
    }

    @Override
    public void finished(FinishedRequest request) {
        byte[] line = format.line.apply(request).getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            if (closed || waiting.size() + line.length > MOST) {
                lost.increment();
                return;
            }
            waiting.writeBytes(line);
            waitingLines++;
            if (waiting.size() >= MANY) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void writeAll() {
        boolean more = true;
        while (more) {
            ByteArrayOutputStream lines;
            int count;
            lock.lock();
            try {
                if (!closed && waiting.size() < MANY) {
                    changed.awaitNanos(LONGEST_WAIT.toNanos());
                }
                more = !closed;
                lines = waiting;
                count = waitingLines;
                waiting = new ByteArrayOutputStream(lines.size());
                waitingLines = 0;
            } catch (InterruptedException ended) {
                return;
            } finally {
                lock.unlock();
            }
            write(lines, count);
        }
        closeTarget();
    }

    private void write(ByteArrayOutputStream lines, int count) {
        try {
            if (count > 0) {
                target.write(lines.toByteArray());
            }
        } catch (IOException | RuntimeException failure) {
            lost.add(count);
            warn(failure);
            return;
        }
        if (lost.sum() > warnedOf) {
            warn(null);
        }
    }

    private void warn(@Nullable Exception failure) {
        if (System.nanoTime() - warnedAt < BETWEEN_WARNINGS.toNanos()) {
            return;
        }
        warnedAt = System.nanoTime();
        warnedOf = lost.sum();
        LOG.warn("the access log has lost {} lines since the start", warnedOf, failure);
    }

    private void closeTarget() {
        try {
            target.close();
        } catch (IOException failure) {
            LOG.warn("the access log was not closed in order", failure);
        }
    }

    @Override
    public void addTo(Scrape scrape) {
        scrape.value(Metric.ACCESS_LOG_LOST, lost.sum());
    }

    /** Writes what waits. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            if (!writer.join(CLOSING)) {
                LOG.warn("the end of the access log could not be written in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
