package io.coffer.server.main;

import io.coffer.server.evidence.VerificationProgress;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One line on a terminal that shows how far a verification is. */
final class ProgressBar implements VerificationProgress {
    private static final int WIDTH = 40;
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

    private final PrintStream terminal;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong drawn = new AtomicLong(System.nanoTime() - REDRAW_NANOS);
    private volatile long total;

    private ProgressBar(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** Silent when nobody sees it. */
    static VerificationProgress onTerminal(PrintStream terminal) {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                ? new ProgressBar(terminal)
                : VerificationProgress.SILENT;
    }

    @Override
    public void begin(long records) {
        total = records;
    }

    @Override
    public void advance() {
        long count = done.incrementAndGet();
        long last = drawn.get();
        long now = System.nanoTime();
        if (now - last >= REDRAW_NANOS && drawn.compareAndSet(last, now)) {
            draw(count);
        }
    }

    private void draw(long count) {
        double share = total == 0 ? 1 : Math.min(1, (double) count / total);
        int filled = (int) (share * WIDTH);
        terminal.printf(
                Locale.ROOT,
                "\r[%s%s] %3d %% %,d of %,d records ",
                "#".repeat(filled),
                " ".repeat(WIDTH - filled),
                (int) (share * 100),
                count,
                total);
        terminal.flush();
    }

    @Override
    public void end() {
        draw(done.get());
        terminal.println();
    }
}
