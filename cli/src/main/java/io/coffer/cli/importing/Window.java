package io.coffer.cli.importing;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Names under way, in the order of the list. It has room for few, however far one that takes long is behind, and knows
 * the last name before which all are done.
 */
final class Window {
    /** names that are under way or wait for an earlier one */
    static final int SIZE = 256;

    private final Semaphore room = new Semaphore(SIZE);
    private final Map<Long, Finished> finished = new HashMap<>();
    private final Head head;
    private Totals totals;
    private long entered;
    private long passed;

    /** Is told, in order, that all names up to this one are done. */
    interface Head {
        void passed(String key, Totals totals);
    }

    private record Finished(String key, Totals totals) {}

    Window(Totals before, Head head) {
        this.totals = before;
        this.head = head;
    }

    /** Waits for room and gives the number of the next name. */
    long enter() throws InterruptedException {
        room.acquire();
        return entered++;
    }

    /** Lets nobody wait for room any more. */
    void open() {
        room.release(SIZE);
    }

    synchronized void leave(long number, String key, Totals ofKey) {
        finished.put(number, new Finished(key, ofKey));
        Finished next = finished.remove(passed);
        while (next != null) {
            passed++;
            totals = totals.plus(next.totals());
            head.passed(next.key(), totals);
            room.release();
            next = finished.remove(passed);
        }
    }

    synchronized Totals totals() {
        return totals;
    }

    /** Adds what was copied outside of the list's order. */
    synchronized void add(Totals more) {
        totals = totals.plus(more);
    }
}
