package io.coffer.server.audit;

import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record as the store has it. Both parts are texts of their own, so that their hashes stay what they were when a
 * later version knows more of a record.
 */
record StoredAudit(String entry, Optional<String> outcome) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static StoredAudit of(AuditEntry entry, Optional<AuditOutcome> outcome) {
        return new StoredAudit(JSON.writeValueAsString(entry), outcome.map(JSON::writeValueAsString));
    }

    StoredAudit with(AuditOutcome ended) {
        return new StoredAudit(entry, Optional.of(JSON.writeValueAsString(ended)));
    }

    AuditRecord read() {
        return new AuditRecord(
                JSON.readValue(entry, AuditEntry.class), outcome.map(text -> JSON.readValue(text, AuditOutcome.class)));
    }

    String hash() {
        return Digest.of(entry);
    }

    /** Empty while there is no outcome. Of both parts, since many outcomes are alike. */
    String outcomeHash() {
        return outcome.map(text -> Digest.of(hash() + text)).orElse("");
    }

    /** One line; JSON escapes every control character. */
    String line() {
        return "{\"entry\":" + entry
                + outcome.map(text -> ",\"outcome\":" + text).orElse("") + "}";
    }
}
