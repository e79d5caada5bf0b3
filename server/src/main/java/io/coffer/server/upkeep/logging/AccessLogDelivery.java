package io.coffer.server.upkeep.logging;

import io.coffer.model.BucketName;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.keyuse.KeyUser;
import io.coffer.server.lease.Tenure;
import io.coffer.server.observability.AccessLogLine;
import io.coffer.server.observability.FinishedRequest;
import io.coffer.server.observability.RequestObserver;
import io.coffer.server.upkeep.Chore;
import io.coffer.server.upkeep.ObjectDelivery;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the lines of the access logs in memory and delivers them as objects into the buckets that the settings name.
 * A stop in order delivers what is left; what was collected since the last delivery is lost with the process, as OSS
 * promises no more than its best effort either.
 */
public final class AccessLogDelivery implements Chore, RequestObserver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLogDelivery.class);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HH-mm-ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int UNIQUE_BYTES = 8;

    /** of one log, in bytes: then it is delivered before its time */
    private static final int FULL = 1024 * 1024;

    /** of all logs together, in bytes: beyond it lines are dropped */
    private static final long MOST = 32L * 1024 * 1024;

    private final Buckets buckets;
    private final ObjectDelivery delivery;
    private final Clock clock;
    private final Duration interval;
    private final Map<Destination, ByteArrayOutputStream> collected = new HashMap<>();
    private long bytes;
    private long dropped;

    private record Destination(String source, String owner, String bucket, String prefix) {}

    public AccessLogDelivery(Buckets buckets, ObjectDelivery delivery, Clock clock, Duration interval) {
        this.buckets = buckets;
        this.delivery = delivery;
        this.clock = clock;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "logging";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public void finished(FinishedRequest request) {
        FinishedRequest.Source source = request.source();
        if (source.logging().isEmpty() || source.owner().isEmpty()) {
            return;
        }
        Destination destination = new Destination(
                request.target().bucket().orElse(""),
                source.owner().get(),
                source.logging().get().targetBucket(),
                source.logging().get().targetPrefix());
        byte[] line = AccessLogLine.of(request).getBytes(StandardCharsets.UTF_8);
        collect(destination, line).ifPresent(full -> deliver(destination, full));
    }

    /** @return the whole log when it is time to deliver it */
    private synchronized Optional<byte[]> collect(Destination destination, byte[] lines) {
        if (bytes + lines.length > MOST) {
            dropped++;
            return Optional.empty();
        }
        ByteArrayOutputStream log = collected.computeIfAbsent(destination, key -> new ByteArrayOutputStream());
        log.writeBytes(lines);
        bytes += lines.length;
        // only as it crosses the mark: a log that cannot be delivered is not tried at every request
        return log.size() % FULL < lines.length && log.size() >= FULL
                ? Optional.of(take(destination))
                : Optional.empty();
    }

    private synchronized byte[] take(Destination destination) {
        return Optional.ofNullable(collected.remove(destination))
                .map(ByteArrayOutputStream::toByteArray)
                .map(taken -> {
                    bytes -= taken.length;
                    return taken;
                })
                .orElseGet(() -> new byte[0]);
    }

    private synchronized List<Destination> destinations() {
        if (dropped > 0) {
            LOG.warn("{} lines of access logs were dropped: they could not be delivered in time", dropped);
            dropped = 0;
        }
        return List.copyOf(collected.keySet());
    }

    /** What is collected lies in the memory of each server. */
    @Override
    public boolean isEverywhere() {
        return true;
    }

    @Override
    public void run(Tenure tenure) {
        deliverAll();
    }

    private void deliverAll() {
        for (Destination destination : destinations()) {
            byte[] log = take(destination);
            if (log.length > 0) {
                deliver(destination, log);
            }
        }
    }

    private void deliver(Destination destination, byte[] log) {
        try {
            Optional<BucketSnapshot> target = buckets.find(new BucketName(destination.bucket()))
                    .filter(bucket -> bucket.record().owner().equals(destination.owner()));
            if (target.isEmpty()) {
                LOG.warn("the access log of {} has no bucket {} to go to", destination.source(), destination.bucket());
                return;
            }
            delivery.put(
                    target.get().by(KeyUser.service(name())), name(destination), "text/plain", Optional.empty(), log);
        } catch (RuntimeException failure) {
            LOG.warn(
                    "the access log of {} cannot be delivered into {} now",
                    destination.source(),
                    destination.bucket(),
                    failure);
            keep(destination, log);
        }
    }

    /** For the next delivery, before what has come since. */
    private synchronized void keep(Destination destination, byte[] log) {
        if (bytes + log.length > MOST) {
            LOG.warn("{} bytes of the access log of {} are dropped", log.length, destination.source());
            return;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(log);
        Optional.ofNullable(collected.get(destination)).ifPresent(since -> whole.writeBytes(since.toByteArray()));
        collected.put(destination, whole);
        bytes += log.length;
    }

    private ObjectKey name(Destination destination) {
        byte[] unique = new byte[UNIQUE_BYTES];
        ThreadLocalRandom.current().nextBytes(unique);
        return new ObjectKey(destination.prefix() + destination.source() + NAME.format(clock.instant()) + "-"
                + HexFormat.of().withUpperCase().formatHex(unique));
    }

    /** Delivers what is left. */
    @Override
    public void close() {
        deliverAll();
    }
}
