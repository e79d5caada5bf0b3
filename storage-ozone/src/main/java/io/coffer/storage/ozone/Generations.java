package io.coffer.storage.ozone;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Generations that rise and that no other gateway draws: 42 bits of milliseconds, 21 bits at random. After a known one comes a
 * higher one whatever the clocks say.
 */
final class Generations {
    private static final int RANDOM_BITS = 21;

    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    /** @param known the generation that is replaced, or 0 */
    long after(long known) {
        long drawn = System.currentTimeMillis() << RANDOM_BITS | random.nextInt(1 << RANDOM_BITS);
        return last.updateAndGet(previous -> Math.max(drawn, Math.max(previous, known) + 1));
    }

    /** When it was drawn, in milliseconds since 1970, by the clock of the gateway that drew it. */
    static long millis(long generation) {
        return generation >>> RANDOM_BITS;
    }
}
