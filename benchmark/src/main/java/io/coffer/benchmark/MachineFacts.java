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

/** The machine a run was made on, and what it can do at best: the limits that figures are held against. */
final class MachineFacts {
    private static final int ROUNDS = 5;
    private static final int APPENDS = 500;
    private static final int APPEND = 4 << 10;
    private static final int HASHED = 64 << 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private MachineFacts() {}

    static void print(Path directory, PrintStream out) throws IOException {
        out.printf(
                "Machine: %d processors, %s; Linux %s; Java %s; load average %s.%n",
                Runtime.getRuntime().availableProcessors(),
                processor(),
                System.getProperty("os.version"),
                Runtime.version(),
                loadAverage());
        out.printf(
                "Limits: %s appends of 4 KiB made durable per second, one after the other; MD5 %s MiB/s on one core.%n",
                appends(directory).text(), md5().text());
    }

    /** Of the last 1, 5 and 15 minutes. */
    static String loadAverage() throws IOException {
        String[] fields = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
        return String.join(", ", fields[0], fields[1], fields[2]);
    }

    private static String processor() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static Spread appends(Path directory) throws IOException {
        List<Double> rates = new ArrayList<>();
        Path file = directory.resolve("appends");
        for (int round = 0; round < ROUNDS; round++) {
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                long begun = System.nanoTime();
                for (int append = 0; append < APPENDS; append++) {
                    channel.write(ByteBuffer.allocate(APPEND));
                    channel.force(false);
                }
                rates.add(APPENDS * NANOS_PER_SECOND / (System.nanoTime() - begun));
            }
            Files.delete(file);
        }
        return Spread.of(rates);
    }

    private static Spread md5() {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            byte[] data = new byte[HASHED];
            md5.digest(data);
            List<Double> rates = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                md5.digest(data);
                rates.add((HASHED >> 20) * NANOS_PER_SECOND / (System.nanoTime() - begun));
            }
            return Spread.of(rates);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no MD5", missing);
        }
    }
}
