package io.coffer.server.upkeep.replication;

import io.coffer.model.setting.ReplicationRule;
import io.coffer.protocol.xml.ReplicationXml;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Condition;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/** How far each rule of replication is, kept over restarts. */
public final class ReplicationStates {
    private static final String PREFIX = "replication/";

    private final ControlRecords records;

    public ReplicationStates(ControlRecords records) {
        this.records = records;
    }

    /**
     * The state of one rule.
     *
     * @param target the id of the bucket that was replicated into: its name may be another bucket's by now
     * @param until everything written before is replicated
     * @param older how many objects older than the rule there were when they were counted
     * @param olderDone how many of them need no more work
     * @param whole whether one run has gone over everything without a failure
     */
    record State(String target, Instant until, long older, long olderDone, boolean whole) {
        static State of(BucketSnapshot target, ReplicationRule rule) {
            return new State(target.record().id(), rule.created(), 0, 0, false);
        }

        State withOlder(long count, long done) {
            return new State(target, until, count, done, whole);
        }

        State afterWholeRun(Instant started) {
            return new State(target, started, older, older, true);
        }
    }

    Optional<State> find(BucketSnapshot source, ReplicationRule rule) {
        return records.get(name(source, rule), State.class).map(ControlRecords.Stored::value);
    }

    void put(BucketSnapshot source, ReplicationRule rule, State state) {
        records.put(name(source, rule), state, Condition.ANY);
    }

    /** Every state with the name of its source, see {@link #sourceName}. */
    void forEach(BiConsumer<String, State> visitor) {
        records.forEach(
                PREFIX,
                State.class,
                stored -> visitor.accept(stored.name().substring(PREFIX.length()), stored.value()));
    }

    void delete(String sourceName) {
        records.delete(PREFIX + sourceName, Condition.ANY);
    }

    /** What a rule of a bucket is called where replicas tell their sources; it begins with the bucket's id. */
    static String sourceName(BucketSnapshot source, ReplicationRule rule) {
        return source.record().id() + "/" + rule.id();
    }

    private static String name(BucketSnapshot source, ReplicationRule rule) {
        return PREFIX + sourceName(source, rule);
    }

    public ReplicationXml.Progress progress(BucketSnapshot source, ReplicationRule rule) {
        Optional<State> state = find(source, rule);
        return new ReplicationXml.Progress(
                rule,
                rule.historical()
                        ? Optional.of(state.map(ReplicationStates::share).orElse(0.0))
                        : Optional.empty(),
                state.map(State::until).orElse(rule.created()));
    }

    private static double share(State state) {
        if (state.whole()) {
            return 1;
        }
        return state.older() == 0 ? 0 : Math.min(0.99, (double) state.olderDone() / state.older());
    }
}
