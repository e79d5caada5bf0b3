package io.coffer.server.upkeep.replication;

import io.coffer.model.BucketName;
import io.coffer.model.OssException;
import io.coffer.model.setting.Replication;
import io.coffer.model.setting.ReplicationRule;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.keyuse.KeyUser;
import io.coffer.server.lease.Tenure;
import io.coffer.server.lease.TenureEndedException;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.upkeep.Chore;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replicates by comparing: each run goes over the source and copies what differs from what it copied before. So nothing
 * is missed when the server was down, and a run that broke off is simply repeated.
 */
public final class ReplicationChore implements Chore {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicationChore.class);

    private final Buckets buckets;
    private final ReplicationStates states;
    private final Replicas replicas;
    private final ObjectStore objects;
    private final EncryptionPlanner planner;
    private final Clock clock;
    private final Duration interval;
    private final KeyUser user = KeyUser.service(name());

    public ReplicationChore(
            Buckets buckets,
            ReplicationStates states,
            ControlRecords records,
            ObjectStore objects,
            EncryptionPlanner planner,
            Clock clock,
            Duration interval) {
        this.buckets = buckets;
        this.states = states;
        this.replicas = new Replicas(records);
        this.objects = objects;
        this.planner = planner;
        this.clock = clock;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "replication";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public void run(Tenure tenure) {
        List<BucketSnapshot> all =
                buckets.all().stream().map(bucket -> bucket.by(user)).toList();
        forgetAllBut(all);
        for (BucketSnapshot bucket : all) {
            bucket.setting(BucketSettings.REPLICATION)
                    .ifPresent(replication -> replication.rules().forEach(rule -> runQuietly(bucket, rule, tenure)));
        }
    }

    /** The rules of a bucket that was deleted went with it. */
    private void forgetAllBut(List<BucketSnapshot> existing) {
        Set<String> ids = existing.stream().map(bucket -> bucket.record().id()).collect(Collectors.toSet());
        states.forEach((sourceName, state) -> {
            if (!ids.contains(sourceName.substring(0, sourceName.indexOf('/')))) {
                forget(sourceName, state);
            }
        });
    }

    private void forget(String sourceName, ReplicationStates.State state) {
        replicas.forgetAll(state.target(), sourceName);
        states.delete(sourceName);
    }

    /** One rule that cannot be followed must not stop the others. */
    private void runQuietly(BucketSnapshot bucket, ReplicationRule rule, Tenure tenure) {
        tenure.require();
        try {
            if (rule.state() == ReplicationRule.State.CLOSING) {
                close(bucket, rule);
            } else {
                replicate(bucket, rule, tenure);
            }
        } catch (TenureEndedException ended) {
            throw ended;
        } catch (RuntimeException failure) {
            LOG.warn("bucket {} could not be replicated by the rule {}", bucket.name(), rule.id(), failure);
        }
    }

    private void replicate(BucketSnapshot source, ReplicationRule rule, Tenure tenure) {
        Optional<BucketSnapshot> target =
                find(rule).filter(found -> found.owner().equals(source.owner()));
        if (target.isEmpty()) {
            LOG.warn("bucket {} has no bucket {} to be replicated into", source.name(), rule.targetBucket());
            return;
        }
        if (rule.state() == ReplicationRule.State.STARTING) {
            change(
                    source,
                    replication -> replication
                            .rule(rule.id())
                            .filter(current -> current.state() == ReplicationRule.State.STARTING)
                            .map(current -> replication.with(current.withState(ReplicationRule.State.DOING)))
                            .orElse(replication));
        }
        ReplicationStates.State state = state(source, rule, target.get());
        new ReplicationRun(source, target.get(), rule, states, replicas, objects, planner)
                .run(state, clock.instant().truncatedTo(ChronoUnit.SECONDS), tenure);
    }

    private Optional<BucketSnapshot> find(ReplicationRule rule) {
        try {
            return buckets.find(new BucketName(rule.targetBucket())).map(bucket -> bucket.by(user));
        } catch (OssException noName) {
            return Optional.empty();
        }
    }

    /** A target that was deleted and made again holds nothing yet. */
    private ReplicationStates.State state(BucketSnapshot source, ReplicationRule rule, BucketSnapshot target) {
        Optional<ReplicationStates.State> known = states.find(source, rule);
        boolean same = known.filter(
                        state -> state.target().equals(target.record().id()))
                .isPresent();
        if (known.isPresent() && same) {
            return known.get();
        }
        known.ifPresent(other -> forget(ReplicationStates.sourceName(source, rule), other));
        ReplicationStates.State fresh = ReplicationStates.State.of(target, rule);
        states.put(source, rule, fresh);
        return fresh;
    }

    private void close(BucketSnapshot source, ReplicationRule rule) {
        states.find(source, rule).ifPresent(state -> forget(ReplicationStates.sourceName(source, rule), state));
        change(source, replication -> replication.without(rule.id()));
    }

    private void change(BucketSnapshot bucket, UnaryOperator<Replication> change) {
        buckets.change(
                bucket,
                record -> record.settings()
                        .get(BucketSettings.REPLICATION)
                        .map(change)
                        .map(changed -> changed.rules().isEmpty()
                                ? record.without(BucketSettings.REPLICATION)
                                : record.with(BucketSettings.REPLICATION, changed))
                        .orElse(record));
    }
}
