package io.coffer.server.audit;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** A request on its way, which leaves a record when it asks for a change. */
public interface AuditedChange {
    /** A request that changes nothing that is audited. */
    AuditedChange NONE = new AuditedChange() {
        @Override
        public <T> T admit(Supplier<T> admission) {
            return admission.get();
        }

        @Override
        public <T> T run(Supplier<T> change, Function<T, Map<String, String>> made) {
            return change.get();
        }
    };

    /** Decides whether it may run; a refusal for lack of a right is recorded. */
    <T> T admit(Supplier<T> admission);

    /**
     * Runs it between the record of the intent and that of the outcome, and not at all without the first.
     *
     * @param made ids of what a success made
     */
    <T> T run(Supplier<T> change, Function<T, Map<String, String>> made);
}
