package io.coffer.model.setting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Replicates the objects of a bucket into another one.
 *
 * @param prefixes objects under one of them are replicated; empty for all
 * @param actions as given, such as {@code ALL} or {@code PUT}
 * @param historical whether objects written before the rule are replicated as well
 * @param syncRole kept and given back; the server itself replicates
 * @param kmsObjects whether objects encrypted with SSE-KMS are replicated; absent means not
 * @param replicaKeyId the master key that encrypts their replicas
 * @param timeControl replication time control, kept and given back
 * @param created whole seconds
 */
public record ReplicationRule(
        String id,
        List<String> prefixes,
        String actions,
        String targetBucket,
        Optional<String> location,
        Optional<String> transferType,
        boolean historical,
        Optional<String> syncRole,
        Optional<Boolean> kmsObjects,
        Optional<String> replicaKeyId,
        Optional<Boolean> timeControl,
        State state,
        Instant created) {
    public ReplicationRule {
        prefixes = List.copyOf(prefixes);
    }

    /** Where the work of a rule stands. */
    public enum State {
        STARTING("starting"),
        DOING("doing"),
        CLOSING("closing");

        private final String wire;

        State(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    public ReplicationRule withState(State changed) {
        return new ReplicationRule(
                id,
                prefixes,
                actions,
                targetBucket,
                location,
                transferType,
                historical,
                syncRole,
                kmsObjects,
                replicaKeyId,
                timeControl,
                changed,
                created);
    }

    public ReplicationRule withTimeControl(boolean enabled) {
        return new ReplicationRule(
                id,
                prefixes,
                actions,
                targetBucket,
                location,
                transferType,
                historical,
                syncRole,
                kmsObjects,
                replicaKeyId,
                Optional.of(enabled),
                state,
                created);
    }

    /** Whether deletions are replicated too. */
    public boolean deletes() {
        List<String> named = List.of(actions.split(",", -1));
        return named.contains("ALL") || named.contains("DELETE");
    }

    public boolean covers(String key) {
        return prefixes.isEmpty() || prefixes.stream().anyMatch(key::startsWith);
    }
}
