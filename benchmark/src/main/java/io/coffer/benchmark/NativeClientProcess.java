package io.coffer.benchmark;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ozone's own client in a process beside this one, with the flags that a gateway has. */
final class NativeClientProcess implements Contender, AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter orders;

    private NativeClientProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.US_ASCII);
        this.orders = process.outputWriter(StandardCharsets.US_ASCII);
    }

    /** @param jars folder of Ozone's client */
    static NativeClientProcess start(Path jars, String manager, Path directory) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=" + Peers.quietLogback(directory),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + jars.resolve("*"),
                NativeClient.class.getName(),
                manager));
        Process process = new ProcessBuilder(command)
                .redirectError(directory.resolve("native.log").toFile())
                .start();
        NativeClientProcess started = new NativeClientProcess(process);
        if (!"ready".equals(started.answers.readLine())) {
            process.destroyForcibly();
            throw new IOException("Ozone's client does not start, see " + directory.resolve("native.log"));
        }
        return started;
    }

    @Override
    public String name() {
        return "Ozone's native client";
    }

    @Override
    public void prepare(PeerWorkload workload) throws IOException {
        if (workload.reads()) {
            order("PUT", workload, workload.objectsPerConnection(), Duration.ZERO);
        }
    }

    @Override
    public Measurement run(PeerWorkload workload, Duration time) throws IOException {
        double before = new ProcessFigures(process.pid()).processorMicros();
        long[] answer = order(workload.kind().name(), workload, 1, time);
        double processor = new ProcessFigures(process.pid()).processorMicros() - before;
        return new Measurement(
                answer[0],
                (long) (answer[0] * workload.bytesPerRequest()),
                answer[1] / NANOS_PER_SECOND,
                processor,
                answer[2] / NANOS_PER_MICRO,
                answer[3] / NANOS_PER_MICRO);
    }

    private long[] order(String verb, PeerWorkload workload, int least, Duration time) throws IOException {
        orders.write("%s %d %d %d %d %d%n"
                .formatted(
                        verb,
                        workload.size(),
                        workload.connections(),
                        workload.objectsPerConnection(),
                        least,
                        time.toMillis()));
        orders.flush();
        String answer = answers.readLine();
        if (answer == null || answer.startsWith("failed")) {
            throw new IOException("Ozone's client: " + answer);
        }
        String[] numbers = answer.split(" ", -1);
        long[] values = new long[numbers.length];
        for (int at = 0; at < numbers.length; at++) {
            values[at] = Long.parseLong(numbers[at]);
        }
        return values;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
