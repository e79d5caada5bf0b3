package io.coffer.server.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a change ended.
 *
 * @param code of the error document, for what did not succeed
 * @param made ids of what it made
 */
public record AuditOutcome(Instant time, Result result, Optional<String> code, SortedMap<String, String> made) {
    public AuditOutcome {
        made = Collections.unmodifiableSortedMap(new TreeMap<>(made));
    }

    public enum Result {
        SUCCESS,
        /** Nothing was changed. */
        REFUSED,
        /** It broke off by an error of the server, perhaps in part done. */
        FAILED,
        /** Storage did not say whether it happened. A record without any outcome says the same. */
        UNKNOWN
    }

    /** An outcome that has no time yet. */
    public record Ending(Result result, int status, String code) {}

    static AuditOutcome succeeded(Instant time, Map<String, String> made) {
        return new AuditOutcome(time, Result.SUCCESS, Optional.empty(), new TreeMap<>(made));
    }

    static AuditOutcome of(Instant time, Ending ending) {
        return new AuditOutcome(time, ending.result(), Optional.of(ending.code()), new TreeMap<>());
    }
}
