package io.coffer.storage.embedded;

import io.coffer.storage.Condition;
import io.coffer.storage.EngineFixture;
import io.coffer.storage.Name;
import io.coffer.storage.Space;
import io.coffer.storage.StorageEngine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that writes until it is killed. Thread t does the steps n, n + 1, ... in turn; what a step does follows from
 * t and its number alone. Each acknowledged step is told as a line {@code t n} on standard output.
 */
final class CrashingProcess {
    static final int THREADS = 8;
    static final int SLOTS = 12;

    private CrashingProcess() {}

    static Name name(int thread, int step) {
        return Name.of("thread" + thread + "/slot" + step % SLOTS);
    }

    static boolean deletes(int step) {
        return step % 5 == 4;
    }

    /** Of every kind: empty, in the log, in a file of two blocks, in a file of several. */
    static byte[] body(int thread, int step) {
        int[] sizes = {0, 200 + step % 50, 16_384, 65_537 + step % 100, 150_000 + step % 1_000};
        return EngineFixture.randomBytes(thread * 1_000_003L + step, sizes[(thread + step) % sizes.length]);
    }

    public static void main(String[] arguments) throws IOException {
        StorageEngine engine = Store.open(Path.of(arguments[0]));
        Space space = Store.space(engine);
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        out.write("open\n".getBytes(StandardCharsets.US_ASCII));
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            int first = Integer.parseInt(arguments[1 + thread]);
            threads.add(Thread.ofPlatform().unstarted(() -> {
                for (int step = first; true; step++) {
                    perform(space, number, step);
                    tell(out, number + " " + step + "\n");
                }
            }));
        }
        threads.forEach(Thread::start);
    }

    private static void tell(FileOutputStream out, String line) {
        try {
            out.write(line.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }

    private static void perform(Space space, int thread, int step) {
        Name name = name(thread, step);
        if (deletes(step)) {
            space.delete(name, Condition.ANY);
        } else {
            EngineFixture.putIn(space, name, body(thread, step), Integer.toString(step), Condition.ANY);
        }
    }
}
