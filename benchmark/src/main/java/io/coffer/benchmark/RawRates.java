package io.coffer.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** What disk and processor give at most, measured in the same run as what is held against it. */
record RawRates(Path directory, PrintStream out) {
    private static final int WRITERS = 64;
    private static final int RECORD_BYTES = 4 << 10;
    private static final int HASHED_BYTES = 64 << 10;
    private static final long FILE_BYTES = 64 << 20;
    private static final long ROUND_NANOS = 1_000_000_000;
    private static final double MEBIBYTE = 1 << 20;

    private interface Rate {
        double perSecond() throws IOException;
    }

    void run(int rounds) throws IOException {
        out.printf("%n### Raw%n%n| what | rate |%n|---|---|%n");
        row("records of 4 KiB/s, 64 writers, one fdatasync for all that wait", rounds, this::groupCommits);
        row("files of 64 MiB written and made durable, one after the other, MiB/s", rounds, this::durableFiles);
        row("MD5 on one thread, MiB/s", rounds, RawRates::digests);
    }

    private void row(String what, int rounds, Rate rate) throws IOException {
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            rates.add(rate.perSecond());
        }
        out.printf("| %s | %s |%n", what, Spread.of(rates).text());
    }

    /** As a store does: each writer waits until its record is on the disk, and those who wait share a sync. */
    private double groupCommits() throws IOException {
        Path file = directory.resolve("raw");
        BlockingQueue<Semaphore> waiting = new ArrayBlockingQueue<>(WRITERS);
        AtomicBoolean goOn = new AtomicBoolean(true);
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            writers.add(Thread.ofPlatform().start(() -> write(waiting, goOn)));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // the file has its length before, as a preallocated log has
            channel.write(ByteBuffer.allocate(1), 256L << 20);
            channel.force(true);
            long begun = System.nanoTime();
            long written = 0;
            while (System.nanoTime() - begun < ROUND_NANOS) {
                List<Semaphore> group = new ArrayList<>();
                waiting.drainTo(group);
                if (!group.isEmpty()) {
                    ByteBuffer records = ByteBuffer.allocate(group.size() * RECORD_BYTES);
                    channel.write(records, written * RECORD_BYTES % (200L << 20));
                    channel.force(false);
                    written += group.size();
                    group.forEach(Semaphore::release);
                }
            }
            double rate = written * 1e9 / (System.nanoTime() - begun);
            goOn.set(false);
            writers.forEach(Thread::interrupt);
            return rate;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private double durableFiles() throws IOException {
        Path file = directory.resolve("raw");
        ByteBuffer piece = ByteBuffer.allocateDirect(HASHED_BYTES);
        long begun = System.nanoTime();
        long written = 0;
        while (System.nanoTime() - begun < ROUND_NANOS) {
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (long length = 0; length < FILE_BYTES; length += HASHED_BYTES) {
                    channel.write(piece.clear());
                }
                channel.force(false);
                written += FILE_BYTES;
            } finally {
                Files.deleteIfExists(file);
            }
        }
        return written / MEBIBYTE * 1e9 / (System.nanoTime() - begun);
    }

    private static void write(BlockingQueue<Semaphore> waiting, AtomicBoolean goOn) {
        Semaphore durable = new Semaphore(0);
        try {
            while (goOn.get()) {
                waiting.put(durable);
                durable.acquire();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static double digests() {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] bytes = new byte[HASHED_BYTES];
            long begun = System.nanoTime();
            long hashed = 0;
            while (System.nanoTime() - begun < ROUND_NANOS) {
                digest.update(bytes);
                hashed += bytes.length;
            }
            digest.digest();
            return hashed / MEBIBYTE * 1e9 / (System.nanoTime() - begun);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
