package io.coffer.cli;

import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;

/** How far something is, in one line of a terminal that is written over; nothing where there is no terminal. */
public final class ProgressBar {
    public static final ProgressBar NONE = new ProgressBar(new PrintWriter(PrintWriter.nullWriter()), false);

    private static final int WIDTH = 30;
    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintWriter terminal;
    private final boolean isShown;

    private ProgressBar(PrintWriter terminal, boolean isShown) {
        this.terminal = terminal;
        this.isShown = isShown;
    }

    public static ProgressBar of(Surroundings surroundings) {
        return new ProgressBar(surroundings.err(), surroundings.isTerminal());
    }

    /** @param done and {@code planned} have the same members of counts, and {@code Bytes} */
    void show(JsonNode done, JsonNode planned, String status) {
        show(entries(done), entries(planned), status);
    }

    /** @param done of {@code all}, in the same unit */
    public void show(long done, long all, String status) {
        if (!isShown) {
            return;
        }
        long part = Math.min(all, done);
        int filled = all == 0 ? WIDTH : (int) (part * WIDTH / all);
        terminal.print(CLEAR_LINE + "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " + part + "/" + all
                + " " + Printable.text(status));
        terminal.flush();
    }

    /** For what has no known end. */
    public void tell(String status) {
        if (isShown) {
            terminal.print(CLEAR_LINE + Printable.text(status));
            terminal.flush();
        }
    }

    public void clear() {
        if (isShown) {
            terminal.print(CLEAR_LINE);
            terminal.flush();
        }
    }

    private static long entries(JsonNode counts) {
        long sum = 0;
        for (String name : counts.propertyNames()) {
            sum += name.equals("Bytes") ? 0 : counts.path(name).asLong(0);
        }
        return sum;
    }
}
