package io.coffer.cli.importing;

import io.coffer.cli.ProgressBar;
import io.coffer.cli.RefusedException;
import io.coffer.cli.UnreachableException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Copies one bucket. */
final class BucketImport {
    /** So many refusals are no accident. */
    private static final int MOST_FAILURES = 10_000;

    private final ImportPlan plan;
    private final Journal journal;
    private final BucketProgress before;
    private final String from;
    private final String to;
    private final BucketReport report;
    private final ProgressBar bar;
    private final BucketSettings settings;
    private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();

    BucketImport(ImportPlan plan, Journal journal, String from, String to, BucketReport report, ProgressBar bar) {
        this.plan = plan;
        this.journal = journal;
        this.before = journal.progress(from);
        this.from = from;
        this.to = to;
        this.report = report;
        this.bar = bar;
        this.settings = new BucketSettings(plan, from, to, report);
    }

    /**
     * Copies what is not copied yet.
     *
     * @throws RefusedException when the bucket as a whole cannot be copied
     * @throws UnreachableException when a service is gone
     */
    void run() {
        report.totals(before.totals());
        if (before.isFinished() && before.failed().isEmpty()) {
            report.note("an earlier run had finished it");
            return;
        }
        Optional<String> versioning = settings.versioning();
        if (!before.isBegun()) {
            settings.create();
            journal.event(from, "begun");
        }
        settings.before(versioning);
        copy(versioning.isPresent());
        settings.after(versioning);
        if (report.failures() == 0) {
            journal.event(from, "finished");
        }
    }

    private void copy(boolean hasVersions) {
        KeyCopy copy = new KeyCopy(plan, from, to, hasVersions);
        Window window = new Window(before.totals(), (key, totals) -> {
            journal.totals(from, "passed", key, totals);
            report.totals(totals);
            bar.tell(to + ": " + totals.keys() + " names, " + totals.bytes() + " bytes");
        });
        for (String key : List.copyOf(before.failed())) {
            again(key, copy, window, hasVersions);
        }
        if (!before.isListed()) {
            inOrder(copy, window, hasVersions);
            journal.event(from, "listed");
        }
        report.totals(window.totals());
    }

    private void again(String key, KeyCopy copy, Window window, boolean hasVersions) {
        Optional<SourceKey> name = BucketListing.only(plan.source(), from, key, hasVersions);
        try {
            if (name.isPresent()) {
                window.add(copy.copy(name.get(), 0, journal.isResumed(), done -> {}));
            }
            journal.totals(from, "mended", key, window.totals());
        } catch (RefusedException refused) {
            report.failed(key, refused);
        }
    }

    private void inOrder(KeyCopy copy, Window window, boolean hasVersions) {
        BucketListing names = new BucketListing(
                plan.source(), from, plan.prefix(), hasVersions, before.upTo().orElse(""));
        ExecutorService workers =
                Executors.newFixedThreadPool(plan.parallel(), Thread.ofVirtual().factory());
        try {
            while (broken.get() == null && names.hasNext()) {
                SourceKey name = names.next();
                long number = window.enter();
                workers.execute(() -> one(name, number, copy, window));
            }
            workers.shutdown();
            while (!workers.awaitTermination(1, TimeUnit.HOURS)) {
                // a single name may take longer
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted; the same command goes on", interrupted);
        } finally {
            workers.shutdownNow();
        }
        RuntimeException cause = broken.get();
        if (cause != null) {
            throw cause;
        }
    }

    private void one(SourceKey name, long number, KeyCopy copy, Window window) {
        Totals totals = Totals.NONE;
        try {
            if (broken.get() != null) {
                return;
            }
            boolean mayBeAhead = journal.isResumed() && number < Window.SIZE;
            totals = copy.copy(
                    name, before.done(name.key()), mayBeAhead, done -> journal.version(from, name.key(), done));
        } catch (RefusedException refused) {
            journal.failed(from, name.key());
            report.failed(name.key(), refused);
            if (report.failures() >= MOST_FAILURES) {
                stop(refused, window);
                return;
            }
        } catch (RuntimeException gone) {
            stop(gone, window);
            return;
        }
        window.leave(number, name.key(), totals);
    }

    private void stop(RuntimeException cause, Window window) {
        if (broken.compareAndSet(null, cause)) {
            window.open();
        }
    }
}
