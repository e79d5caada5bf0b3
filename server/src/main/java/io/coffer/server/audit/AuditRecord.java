package io.coffer.server.audit;

import java.util.Optional;

/** An entry with its outcome, which is missing while the change runs and after a crash. */
public record AuditRecord(AuditEntry entry, Optional<AuditOutcome> outcome) {
    public AuditOutcome.Result result() {
        return outcome.map(AuditOutcome::result).orElse(AuditOutcome.Result.UNKNOWN);
    }
}
