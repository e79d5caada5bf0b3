package io.coffer.server.digest;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether lanes are faster than one message after the other, once, when enough bodies come in at the same time
 * for the first time. Vectors are slower by orders of magnitude until they are compiled, so nothing else uses them before.
 */
final class LaneCalibration {
    private static final Logger LOG = LoggerFactory.getLogger(LaneCalibration.class);
    private static final String MODULE = "jdk.incubator.vector";

    /** from so many messages on, lanes have to be faster */
    static final int MESSAGES = 4;

    private static final int BLOCKS = 64;
    /** enough for the compiler, and about two seconds of one processor where it never comes to an end */
    private static final int MOST_ROUNDS = 600;

    private static final int LATEST = 8;

    private final Optional<Supplier<Lanes>> candidate;

    LaneCalibration(Optional<Supplier<Lanes>> candidate) {
        this.candidate = candidate;
    }

    static LaneCalibration ofThisJava() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            LOG.debug("this Java runs without --add-modules {}: MD5 of concurrent uploads runs one by one", MODULE);
            return new LaneCalibration(Optional.empty());
        }
        return new LaneCalibration(Optional.of(Md5Lanes::new));
    }

    boolean isPossible() {
        return candidate.isPresent();
    }

    /** Takes up to two seconds. Empty when lanes are not faster. */
    Optional<Supplier<Lanes>> run() {
        return candidate.filter(LaneCalibration::isFaster);
    }

    private static boolean isFaster(Supplier<Lanes> candidate) {
        Lanes lanes = candidate.get();
        if (lanes.count() < MESSAGES) {
            LOG.debug("the vectors of this machine have {} lanes: too few for MD5", lanes.count());
            return false;
        }
        int[][] states = new int[MESSAGES][4];
        byte[] message = new byte[BLOCKS * Md5State.BLOCK];
        byte[][] messages = {message, message, message, message};
        long[] inLanes = new long[LATEST];
        long[] oneByOne = new long[LATEST];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            long began = System.nanoTime();
            lanes.compress(states, messages, new int[MESSAGES], MESSAGES, BLOCKS);
            long between = System.nanoTime();
            for (int[] state : states) {
                Md5State.compress(state, message, 0, message.length);
            }
            inLanes[round % LATEST] = between - began;
            oneByOne[round % LATEST] = System.nanoTime() - between;
            if (round >= MOST_ROUNDS / 4 && least(inLanes) < least(oneByOne)) {
                LOG.debug(
                        "MD5 of {} messages: {} ns in {} lanes, {} ns one by one",
                        MESSAGES,
                        least(inLanes),
                        lanes.count(),
                        least(oneByOne));
                return true;
            }
        }
        LOG.debug(
                "MD5 of {} messages in lanes takes {} ns, one by one {}: not used",
                MESSAGES,
                least(inLanes),
                least(oneByOne));
        return false;
    }

    /** The least disturbed of the latest rounds. */
    private static long least(long[] nanos) {
        long least = Long.MAX_VALUE;
        for (long each : nanos) {
            least = Math.min(least, each);
        }
        return least;
    }
}
