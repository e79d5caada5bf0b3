package io.coffer.storage.ozone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.hdds.client.ReplicationConfig;
import org.apache.hadoop.hdds.client.ReplicationType;
import org.apache.hadoop.hdds.conf.OzoneConfiguration;

/**
 * @param managers the Ozone managers as host:port; one, or all of a service
 * @param serviceId the service's name, when there are several managers
 * @param volume created when absent
 * @param replication of bodies with keys of their own
 * @param request the longest that a call to a manager or datanode takes with its repetitions
 * @param inlineLimit the longest body kept in its record's own key, in bytes
 * @param site an {@code ozone-site.xml} read first
 */
record OzoneOptions(
        List<String> managers,
        Optional<String> serviceId,
        String volume,
        Replication replication,
        Duration request,
        int inlineLimit,
        Optional<Path> site) {

    /** Such as RATIS and THREE, or EC and rs-3-2-1024k. */
    record Replication(ReplicationType type, String scheme) {
        static Replication parse(String text) {
            int slash = text.indexOf('/');
            if (slash > 0) {
                try {
                    ReplicationType type =
                            ReplicationType.valueOf(text.substring(0, slash).toUpperCase(Locale.ROOT));
                    if (type == ReplicationType.RATIS || type == ReplicationType.EC) {
                        Replication replication = new Replication(type, text.substring(slash + 1));
                        replication.config(new OzoneConfiguration());
                        return replication;
                    }
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(REPLICATION + ": " + e.getMessage() + ": " + text, e);
                }
            }
            throw new IllegalArgumentException(
                    REPLICATION + " must be RATIS/THREE, RATIS/ONE or EC/rs-3-2-1024k or the like: " + text);
        }

        ReplicationConfig config(OzoneConfiguration configuration) {
            return ReplicationConfig.parse(
                    type, type == ReplicationType.RATIS ? scheme.toUpperCase(Locale.ROOT) : scheme, configuration);
        }

        /** Of keys too small to be worth coding. */
        Replication ofSmall() {
            return type == ReplicationType.EC ? new Replication(ReplicationType.RATIS, "THREE") : this;
        }
    }

    private static final String MANAGERS = "managers";
    private static final String SERVICE_ID = "service-id";
    private static final String VOLUME = "volume";
    private static final String REPLICATION = "replication";
    private static final String REQUEST = "request-seconds";
    private static final String INLINE_LIMIT = "inline-limit";
    private static final String SITE = "site-file";
    private static final Set<String> KNOWN =
            Set.of(MANAGERS, SERVICE_ID, VOLUME, REPLICATION, REQUEST, INLINE_LIMIT, SITE);

    /** in bytes */
    private static final int MOST_INLINE = 1024 * 1024;

    private static final int ANSWER_PART = 6;
    private static final int SENDING_PART = 15;
    private static final int THIRD_REPLICA_PART = 30;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);

    /**
     * Reads {@code managers} (host:port, separated by commas), {@code service-id}, {@code volume} (default
     * {@code coffer}), {@code replication} (default {@code RATIS/THREE}), {@code request-seconds} (1 to 600, default 30),
     * {@code inline-limit} (bytes, 0 to 1 MiB, default 65536) and {@code site-file}.
     *
     * @throws IllegalArgumentException for an unknown option or a value out of range
     */
    static OzoneOptions parse(Map<String, String> options) {
        for (String name : options.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("unknown option of the ozone engine: " + name);
            }
        }
        List<String> managers = managers(options.getOrDefault(MANAGERS, ""));
        Optional<String> serviceId =
                Optional.ofNullable(options.get(SERVICE_ID)).map(String::strip);
        Optional<Path> site = Optional.ofNullable(options.get(SITE)).map(Path::of);
        if (managers.isEmpty() && site.isEmpty()) {
            throw new IllegalArgumentException(MANAGERS + ": the ozone engine needs its managers, such as om:9862");
        }
        if (managers.size() > 1 && serviceId.isEmpty()) {
            throw new IllegalArgumentException(SERVICE_ID + ": several managers need the name of their service");
        }
        site.filter(file -> !Files.isReadable(file)).ifPresent(file -> {
            throw new IllegalArgumentException(SITE + ": cannot be read: " + file);
        });
        return new OzoneOptions(
                managers,
                serviceId,
                volume(options.getOrDefault(VOLUME, "coffer").strip()),
                Replication.parse(
                        options.getOrDefault(REPLICATION, "RATIS/THREE").strip()),
                Duration.ofSeconds(number(options, REQUEST, 30, 1, 600)),
                number(options, INLINE_LIMIT, 64 * 1024, 0, MOST_INLINE),
                site);
    }

    private static List<String> managers(String text) {
        List<String> managers = Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(manager -> !manager.isEmpty())
                .toList();
        for (String manager : managers) {
            if (!manager.matches("[^:/\\s]+:[0-9]{1,5}")) {
                throw new IllegalArgumentException(MANAGERS + ": not host:port: " + manager);
            }
        }
        return managers;
    }

    /** @see <a href="https://ozone.apache.org/docs/core-concepts/namespace/volumes/overview">the rules of names</a> */
    private static String volume(String text) {
        if (!text.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw new IllegalArgumentException(
                    VOLUME + " must be 3 to 63 characters of a-z, 0-9, dots and hyphens: " + text);
        }
        return text;
    }

    private static int number(Map<String, String> options, String name, int preset, int least, int most) {
        String text = options.get(name);
        if (text == null) {
            return preset;
        }
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a number: " + text, e);
        }
        throw new IllegalArgumentException(name + " must be " + least + " to " + most + ": " + text);
    }

    OzoneConfiguration configuration() {
        OzoneConfiguration configuration = new OzoneConfiguration();
        configuration.setClassLoader(OzoneOptions.class.getClassLoader());
        site.ifPresent(file -> configuration.addResource(new org.apache.hadoop.fs.Path(file.toUri())));
        settings().forEach(configuration::set);
        return configuration;
    }

    /**
     * The patience with a pipeline that lost a datanode. Ozone's own is 60 s for an answer, 5 s and more between attempts at
     * one that does not lead, and 30 s (the datanode's limit) for the third replica, after which two are enough.
     */
    private Map<String, String> pipelines() {
        String third = millis(request.dividedBy(THIRD_REPLICA_PART));
        return Map.of(
                "hdds.ratis.client.request.write.timeout", millis(request),
                "hdds.ratis.raft.client.rpc.request.timeout", millis(request.dividedBy(ANSWER_PART)),
                "hdds.ratis.client.request.watch.timeout", third,
                "hdds.ratis.raft.client.rpc.watch.request.timeout", third,
                "hdds.ratis.client.multilinear.random.retry.policy", "250ms, 40, 2s, 1000",
                "hdds.ratis.client.exponential.backoff.base.sleep", millis(BETWEEN_ATTEMPTS.multipliedBy(2)),
                "hdds.ratis.client.exponential.backoff.max.sleep", millis(BETWEEN_ATTEMPTS.multipliedBy(8)));
    }

    /** How long the next piece of what a datanode sends by itself is waited for. */
    Duration sending() {
        return request.dividedBy(SENDING_PART);
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }

    /** Of several managers each is asked before there is a pause, and each time counts. */
    private long attempts() {
        return request.dividedBy(BETWEEN_ATTEMPTS) * Math.max(1, managers.size());
    }

    /** By default a dead manager is asked 500 times, and an answer awaited for 15 minutes. */
    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        String seconds = request.toSeconds() + "s";
        settings.put("ozone.client.failover.max.attempts", Long.toString(attempts()));
        settings.put("ozone.client.wait.between.retries.millis", Long.toString(BETWEEN_ATTEMPTS.toMillis()));
        settings.put("ozone.om.client.rpc.timeout", seconds);
        settings.put("ipc.client.connect.max.retries", "0");
        settings.put("ipc.client.connect.max.retries.on.timeouts", "1");
        settings.put("ipc.client.connect.timeout", Long.toString(Math.min(5_000, request.toMillis())));
        settings.put("ozone.client.read.timeout", seconds);
        // it would hide the client that reads are made with
        settings.put("hdds.tracing.enabled", "false");
        settings.put("ozone.client.ec.grpc.write.timeout", seconds);
        settings.putAll(pipelines());
        if (serviceId.isPresent()) {
            String service = serviceId.get();
            settings.put("ozone.om.service.ids", service);
            List<String> nodes = IntStream.range(0, managers.size())
                    .mapToObj(number -> "om" + number)
                    .toList();
            if (!managers.isEmpty()) {
                settings.put("ozone.om.nodes." + service, String.join(",", nodes));
            }
            for (int i = 0; i < nodes.size(); i++) {
                settings.put("ozone.om.address." + service + "." + nodes.get(i), managers.get(i));
            }
        } else if (!managers.isEmpty()) {
            settings.put("ozone.om.address", managers.getFirst());
        }
        return settings;
    }
}
