package io.coffer.server.posture;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An order to put everything in a bucket under its rule, or under one key, and how far it is. It is kept until later
 * ones of its bucket push it out.
 *
 * @param id 32 characters of hex
 * @param bucketId tells the bucket from a later one of its name
 * @param keyId the key asked for; absent for the bucket's rule
 * @param planned what there was to do when it began
 * @param done what was done, at least: a crash forgets what was counted last
 * @param cursor the last row of the ledger that was worked on in this pass, in hex
 * @param result how it ended
 */
public record RewrapJob(
        String id,
        String bucket,
        String bucketId,
        String owner,
        Optional<String> keyId,
        boolean dryRun,
        State state,
        Instant started,
        Optional<Instant> ended,
        Counts planned,
        Counts done,
        Optional<String> cursor,
        Optional<Result> result) {

    public enum State {
        RUNNING("Running", false),
        /** Everything is as it should be; what it replaced is being removed from the disk. */
        RECLAIMING("Reclaiming", false),
        FINISHED("Finished", true),
        CANCELLED("Cancelled", true),
        /** It could not go on; starting it again goes on where it is. */
        FAILED("Failed", true);

        private final String wire;
        private final boolean isOver;

        State(String wire, boolean isOver) {
            this.wire = wire;
            this.isOver = isOver;
        }

        public String wire() {
            return wire;
        }

        public boolean isOver() {
            return isOver;
        }
    }

    /**
     * Versions and uploads by what was done with them.
     *
     * @param rewrapped their data keys alone
     * @param encrypted what lay in clear
     * @param reencrypted what had another cipher
     * @param attributeKeys keys that seal the facts of objects
     * @param bytes of plaintext that were written again
     */
    public record Counts(long rewrapped, long encrypted, long reencrypted, long attributeKeys, long bytes) {
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        public long entries() {
            return rewrapped + encrypted + reencrypted + attributeKeys;
        }

        /** Whether bodies are written again, so that old ones are left on the disk. */
        public boolean movesBodies() {
            return encrypted + reencrypted > 0;
        }
    }

    /**
     * What is left.
     *
     * @param remaining versions, uploads and attribute keys that are not as they should be, as the ledger counts them
     * @param physicalBytes that were replaced or deleted and may still lie in the store's files
     * @param sequence of the last change that the ledger had seen
     * @param reasons why something remains
     */
    public record Result(long remaining, long physicalBytes, long sequence, Map<Hindrance, Long> reasons) {
        public Result {
            reasons = Map.copyOf(reasons);
        }

        /** Whether nothing is left, neither in the records nor on the disk. */
        public boolean leavesNothing() {
            return remaining == 0 && physicalBytes == 0;
        }
    }

    RewrapJob at(State now, Counts counted, Optional<String> row) {
        return new RewrapJob(
                id, bucket, bucketId, owner, keyId, dryRun, now, started, ended, planned, counted, row, result);
    }

    RewrapJob ended(State how, Instant when, Optional<Result> with) {
        return new RewrapJob(
                id,
                bucket,
                bucketId,
                owner,
                keyId,
                dryRun,
                how,
                started,
                Optional.of(when),
                planned,
                done,
                Optional.empty(),
                with);
    }
}
