package io.coffer.benchmark.micro;

import io.coffer.server.digest.BodyMd5;
import io.coffer.server.digest.Md5Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Bodies of 8 MiB at once through the MD5 of uploads, beside their threads and in them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Md5EngineBenchmark {
    private static final int PIECES = 128;

    @Param({"1", "2", "4", "8", "16"})
    private int bodies = 1;

    private final Md5Engine beside = Md5Engine.beside();
    private final Md5Engine inPlace = Md5Engine.inPlace();
    private final ExecutorService uploads = Executors.newVirtualThreadPerTaskExecutor();

    @Benchmark
    public int beside() throws InterruptedException, ExecutionException {
        return all(beside);
    }

    @Benchmark
    public int inPlace() throws InterruptedException, ExecutionException {
        return all(inPlace);
    }

    private int all(Md5Engine engine) throws InterruptedException, ExecutionException {
        List<Future<Integer>> running = new ArrayList<>();
        for (int body = 0; body < bodies; body++) {
            running.add(uploads.submit(() -> one(engine)));
        }
        int sum = 0;
        for (Future<Integer> each : running) {
            sum += each.get();
        }
        return sum;
    }

    @SuppressWarnings("ThreadPriorityCheck") // as uploads take turns
    private static int one(Md5Engine engine) {
        try (BodyMd5 md5 = engine.begin(-1)) {
            for (int piece = 0; piece < PIECES; piece++) {
                md5.update(md5.buffer().length);
                Thread.yield();
            }
            return md5.digest()[0];
        }
    }

    @TearDown
    public void close() {
        uploads.close();
        beside.close();
        inPlace.close();
    }
}
