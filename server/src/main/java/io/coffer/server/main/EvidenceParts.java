package io.coffer.server.main;

import io.coffer.encryption.SecretBox;
import io.coffer.server.audit.AuditTrail;
import io.coffer.server.config.CheckpointsConfig;
import io.coffer.server.config.KeyLogConfig;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.evidence.CheckpointKey;
import io.coffer.server.evidence.CheckpointTarget;
import io.coffer.server.evidence.Checkpoints;
import io.coffer.server.evidence.FileDropTarget;
import io.coffer.server.evidence.SyslogTarget;
import io.coffer.server.evidence.WebhookTarget;
import io.coffer.server.keyuse.KeyUseLog;
import io.coffer.server.keyuse.KeyUseRecorder;
import io.coffer.server.lease.Tenure;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.StoreDigest;
import io.coffer.server.observability.Metric;
import io.coffer.server.observability.MetricSource;
import io.coffer.server.observability.Scrape;
import io.coffer.server.upkeep.Upkeep;
import io.coffer.storage.StorageEngine;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The key-use log and the checkpoints of a running server. Checkpoints have a thread of their own: other chores may take
 * hours.
 */
final class EvidenceParts implements MetricSource, AutoCloseable {
    static final String KEY_LOG = "key-log";
    static final String CHECKPOINTS = "checkpoints";

    private static final String KEY_PURPOSE = "checkpoints/v1";

    private final Optional<KeyUseLog> keyUses;
    private Optional<Checkpoints> checkpoints = Optional.empty();
    private Upkeep upkeep = new Upkeep(List.of(), Tenure.ALONE);

    private EvidenceParts(Optional<KeyUseLog> keyUses) {
        this.keyUses = keyUses;
    }

    static EvidenceParts open(ServerConfig config, StoreIdentity store, StorageEngine engine, InstantSource clock) {
        boolean kept = config.storage().isPersistent() && config.keyLog().mode() == KeyLogConfig.Mode.ON;
        return new EvidenceParts(
                kept
                        ? Optional.of(KeyUseLog.open(
                                config.data().resolve(KEY_LOG),
                                config.keyLog().limits(),
                                store.id(),
                                engine.sideLog(),
                                clock))
                        : Optional.empty());
    }

    KeyUseRecorder recorder() {
        return keyUses.isPresent() ? keyUses.get() : KeyUseRecorder.NONE;
    }

    /** Checkpoints of the store, when its engine can tell its digest. */
    void begin(
            ServerConfig config,
            StoreIdentity store,
            StorageEngine engine,
            Secrets secrets,
            ControlRecords records,
            AuditTrail audit,
            InstantSource clock) {
        if (!config.storage().isPersistent()) {
            return;
        }
        CheckpointKey key = key(records, secrets);
        // made with the store, so that no copy of it is older than its key
        key.publicKey();
        StoreDigest digest = Services.digest(secrets.rootKey());
        checkpoints = engine.derivedRows()
                .map(rows -> new Checkpoints(
                        new Checkpoints.Sources(store.id(), rows, digest, audit, keyUses),
                        key,
                        targets(config.checkpoints()),
                        config.data().resolve(CHECKPOINTS),
                        Duration.ofSeconds(config.checkpoints().intervalSeconds()),
                        clock));
        upkeep = new Upkeep(checkpoints.stream().collect(Collectors.toUnmodifiableList()), Tenure.ALONE);
    }

    static CheckpointKey key(ControlRecords records, Secrets secrets) {
        return new CheckpointKey(records, new SecretBox(secrets.rootKey(), KEY_PURPOSE));
    }

    private static List<CheckpointTarget> targets(CheckpointsConfig config) {
        List<CheckpointTarget> targets = new ArrayList<>();
        config.fileDrop().map(Path::toAbsolutePath).ifPresent(directory -> targets.add(new FileDropTarget(directory)));
        config.syslog().map(URI::create).ifPresent(address -> targets.add(new SyslogTarget(address)));
        config.webhook().map(URI::create).ifPresent(url -> targets.add(new WebhookTarget(url)));
        return targets;
    }

    Optional<Checkpoints> checkpoints() {
        return checkpoints;
    }

    void start() {
        upkeep.start();
    }

    /** What hinders evidence, a line each; the server serves nevertheless. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        keyUses.map(KeyUseLog::failure)
                .filter(failure -> !failure.isEmpty())
                .ifPresent(failure -> warnings.add("the key-use log cannot be written: " + failure));
        checkpoints.stream()
                .flatMap(made -> made.deliveries().stream())
                .filter(delivery -> !delivery.failure().isEmpty())
                .forEach(delivery -> warnings.add(
                        "checkpoints cannot be delivered by " + delivery.target() + ": " + delivery.failure()));
        return warnings;
    }

    @Override
    public void addTo(Scrape scrape) {
        keyUses.ifPresent(
                log -> scrape.value(Metric.KEY_LOG_HEALTHY, log.failure().isEmpty() ? 1 : 0));
        checkpoints.stream()
                .flatMap(made -> made.deliveries().stream())
                .forEach(delivery -> scrape.value(
                        Metric.CHECKPOINTS_FAILING, delivery.failure().isEmpty() ? 0 : 1, delivery.target()));
    }

    /** When nothing changes the store any more, and before it is closed. */
    @Override
    public void close() {
        upkeep.close();
        keyUses.ifPresent(KeyUseLog::close);
        checkpoints.ifPresent(Checkpoints::takeLast);
    }
}
