package io.coffer.storage.ozone;

import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.hdds.client.ReplicationConfig;
import org.apache.hadoop.hdds.conf.OzoneConfiguration;
import org.apache.hadoop.ozone.client.BucketArgs;
import org.apache.hadoop.ozone.client.OzoneClient;
import org.apache.hadoop.ozone.client.OzoneClientFactory;
import org.apache.hadoop.ozone.client.io.OzoneOutputStream;
import org.apache.hadoop.ozone.client.rpc.RpcClient;
import org.apache.hadoop.ozone.om.exceptions.OMException.ResultCodes;
import org.apache.hadoop.ozone.om.helpers.BucketLayout;
import org.apache.hadoop.ozone.om.helpers.ListKeysResult;
import org.apache.hadoop.ozone.om.helpers.OmKeyArgs;
import org.apache.hadoop.ozone.om.helpers.OmKeyInfo;
import org.apache.hadoop.ozone.om.protocol.OzoneManagerProtocol;

/** The calls to one volume that the engine is made of. All but {@link #open} fail with Ozone's own exceptions. */
final class OzoneCluster implements AutoCloseable {
    /**
     * A record as found.
     *
     * @param version Ozone's own number of the key's state, for its compare-and-set
     */
    record Found(KeyRecord record, long version) {}

    private final OzoneClient client;
    private final RpcClient proxy;
    private final OzoneManagerProtocol manager;
    private final OzoneOptions options;
    private final ReplicationConfig small;
    private final ReplicationConfig large;
    private final KeyContents contents;
    private final Availability availability;
    private final Carrying carrying = new Carrying();
    private volatile boolean closed;

    private OzoneCluster(OzoneClient client, OzoneOptions options, OzoneConfiguration configuration) {
        this.client = client;
        this.proxy = (RpcClient) client.getProxy();
        this.manager = proxy.getOzoneManagerClient();
        this.options = options;
        this.small = options.replication().ofSmall().config(configuration);
        this.large = options.replication().config(configuration);
        this.contents = new KeyContents(proxy, configuration, options);
        this.availability = new Availability(() -> proxy.getVolumeDetails(options.volume()));
    }

    /** @throws StorageException of kind {@link Kind#UNAVAILABLE} when no manager answers */
    static OzoneCluster open(OzoneOptions options) {
        OzoneConfiguration configuration = options.configuration();
        try {
            OzoneClient client = options.serviceId().isPresent()
                    ? OzoneClientFactory.getRpcClient(options.serviceId().get(), configuration)
                    : OzoneClientFactory.getRpcClient(configuration);
            OzoneCluster cluster = new OzoneCluster(client, options, configuration);
            try {
                cluster.createVolume();
                return cluster;
            } catch (IOException | RuntimeException refused) {
                client.close();
                throw refused;
            }
        } catch (IOException refused) {
            throw new StorageException(
                    Kind.UNAVAILABLE, "the Ozone cluster cannot be used: " + refused.getMessage(), refused);
        }
    }

    private void createVolume() throws IOException {
        try {
            proxy.createVolume(options.volume());
        } catch (IOException refused) {
            if (!Failures.is(refused, ResultCodes.VOLUME_ALREADY_EXISTS)) {
                throw refused;
            }
        }
    }

    void requireOpen() {
        if (closed) {
            throw Failures.closed();
        }
    }

    boolean isClosed() {
        return closed;
    }

    OzoneOptions options() {
        return options;
    }

    Availability availability() {
        return availability;
    }

    Carrying carrying() {
        return carrying;
    }

    void createBucket(String bucket, Map<String, String> metadata) throws IOException {
        BucketArgs.Builder args = BucketArgs.newBuilder().setBucketLayout(BucketLayout.OBJECT_STORE);
        metadata.forEach(args::addMetadata);
        proxy.createBucket(options.volume(), bucket, args.build());
    }

    void deleteBucket(String bucket) throws IOException {
        proxy.deleteBucket(options.volume(), bucket);
    }

    /** @return empty for a key that does not exist */
    Optional<Found> find(String bucket, String key) throws IOException {
        OmKeyArgs args = new OmKeyArgs.Builder()
                .setVolumeName(options.volume())
                .setBucketName(bucket)
                .setKeyName(key)
                .setHeadOp(true)
                .build();
        try {
            OmKeyInfo info = manager.getKeyInfo(args, false).getKeyInfo();
            availability.worked();
            return Optional.of(found(info));
        } catch (IOException failure) {
            if (Failures.isAbsentKey(failure)) {
                availability.worked();
                return Optional.empty();
            }
            throw availability.failed(failure);
        }
    }

    static Found found(OmKeyInfo info) {
        return new Found(KeyRecord.of(info.getMetadata(), info.getDataSize()), info.getGeneration());
    }

    /** With where its blocks are. */
    OmKeyInfo locate(String bucket, String key) throws IOException {
        return proxy.getKeyInfo(options.volume(), bucket, key, false);
    }

    KeyContents contents() {
        return contents;
    }

    /** A key that must not exist when it is closed. */
    OzoneOutputStream create(String bucket, String key, long length, Map<String, String> metadata) throws IOException {
        return proxy.createKeyIfNotExists(options.volume(), bucket, key, length, small, metadata, Map.of());
    }

    /** A key that must still be as it was found when it is closed. */
    OzoneOutputStream replace(String bucket, String key, long length, long version, Map<String, String> metadata)
            throws IOException {
        return proxy.rewriteKey(options.volume(), bucket, key, length, version, small, metadata);
    }

    /** A body's own key, whose name nobody else uses. What an earlier try left under it is replaced. */
    OzoneOutputStream createBody(String bucket, String key, long lengthHint) throws IOException {
        return proxy.createKey(options.volume(), bucket, key, lengthHint, large, Map.of());
    }

    void delete(String bucket, String key) throws IOException {
        proxy.deleteKey(options.volume(), bucket, key, false);
    }

    /** Keys after {@code start}, in order, at most as many as the manager gives at once. */
    ListKeysResult list(String bucket, String prefix, String start, int limit) throws IOException {
        try {
            ListKeysResult page = manager.listKeys(options.volume(), bucket, start, prefix, limit);
            availability.worked();
            return page;
        } catch (IOException failure) {
            throw availability.failed(failure);
        }
    }

    /** All keys with the prefix, a page at a time. */
    void forEach(String bucket, String prefix, KeyVisitor visitor) throws IOException {
        String start = "";
        ListKeysResult page;
        do {
            page = list(bucket, prefix, start, PAGE);
            for (OmKeyInfo key : page.getKeys()) {
                visitor.visit(key);
                start = key.getKeyName();
            }
        } while (page.isTruncated() && !page.getKeys().isEmpty());
    }

    static final int PAGE = 1000;

    /** Takes keys as they are listed. */
    @FunctionalInterface
    interface KeyVisitor {
        void visit(OmKeyInfo key) throws IOException;
    }

    /** Frees a key that is being written, so that it never becomes visible: merely closing it would commit it. */
    static void abort(OzoneOutputStream stream) {
        stream.getKeyOutputStream().setPreCommits(List.of(() -> {
            throw new AbortedException();
        }));
        try {
            stream.close();
        } catch (IOException expected) {
            // of the abort itself, or of a stream that is broken anyway
        }
    }

    private static final class AbortedException extends IOException {
        private static final long serialVersionUID = 1L;

        AbortedException() {
            super("aborted");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        contents.close();
        try {
            client.close();
        } catch (IOException failure) {
            throw Failures.of("the Ozone client cannot be closed", failure);
        }
    }
}
