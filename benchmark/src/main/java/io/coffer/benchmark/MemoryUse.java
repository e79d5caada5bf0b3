package io.coffer.benchmark;

import io.coffer.protocol.Method;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The server's memory while many clients stream at once. The same clients with small and with large objects, and with as
 * many bytes in small objects as in large ones, tell growth with an object's size from growth with the time a JVM runs.
 */
final class MemoryUse {
    private static final long SAMPLE_MILLIS = 50;
    private static final double KIBIBYTES = 1024;

    private final LoadOptions options;
    private final LoadCredentials credentials;
    private final PrintStream out;

    MemoryUse(LoadOptions options, LoadCredentials credentials, PrintStream out) {
        this.options = options;
        this.credentials = credentials;
        this.out = out;
    }

    /**
     * One server's life.
     *
     * @param times how often each client sends its object, and then reads it
     */
    private record Stream(Encryption encryption, long size, int times) {}

    void run(Path directory) throws IOException {
        out.printf("%n### Memory while %d clients stream%n%n", options.scale().streams());
        out.println("| encryption | each client, up then down | before, MiB | most while up, MiB | most while down, MiB"
                + " | VmHWM at the end, MiB | up, MiB/s | down, MiB/s |");
        out.println("|---|---|---|---|---|---|---|---|");
        long size = options.scale().shortStreamBytes();
        int factor = options.scale().longStreamFactor();
        int number = 0;
        for (Encryption encryption : options.scale().streamed()) {
            for (Stream stream : List.of(
                    new Stream(encryption, size, 1),
                    new Stream(encryption, size, factor),
                    new Stream(encryption, factor * size, 1))) {
                Path data = directory.resolve("memory-" + number++);
                measure(stream, data);
                Directories.delete(data);
            }
        }
    }

    private void measure(Stream stream, Path data) throws IOException {
        try (CofferProcess server = CofferProcess.start(options.launcher(), data, credentials)) {
            LoadClient client = new LoadClient(server, credentials);
            client.createBucket(stream.encryption());
            long before = server.figures().residentKibibytes();
            Phase up = phase(server, client, stream, Method.PUT);
            Phase down = phase(server, client, stream, Method.GET);
            out.printf(
                    "| %s | %d x %d MiB | %s | %s | %s | %s | %s | %s |%n",
                    stream.encryption(),
                    stream.times(),
                    stream.size() >> 20,
                    mebibytes(before),
                    mebibytes(up.mostKibibytes()),
                    mebibytes(down.mostKibibytes()),
                    mebibytes(server.figures().peakResidentKibibytes()),
                    Spread.number(up.mebibytesPerSecond()),
                    Spread.number(down.mebibytesPerSecond()));
        }
    }

    private record Phase(long mostKibibytes, double mebibytesPerSecond) {}

    private Phase phase(CofferProcess server, LoadClient client, Stream stream, Method method) throws IOException {
        AtomicLong most = new AtomicLong();
        Thread sampler = Thread.ofPlatform().daemon().name("memory").start(() -> sample(server, most));
        long bytes = 0;
        double seconds = 0;
        for (int time = 0; time < stream.times(); time++) {
            Measurement once = client.run(
                    stream.encryption(),
                    new Load(method, stream.size(), options.scale().streams(), Duration.ZERO));
            bytes += once.bytes();
            seconds += once.seconds();
        }
        sampler.interrupt();
        return new Phase(most.get(), bytes / seconds / (1 << 20));
    }

    private static void sample(CofferProcess server, AtomicLong most) {
        try {
            while (true) {
                most.accumulateAndGet(server.figures().residentKibibytes(), Math::max);
                Thread.sleep(SAMPLE_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static String mebibytes(long kibibytes) {
        return Spread.number(kibibytes / KIBIBYTES);
    }
}
