package io.coffer.storage.ozone;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.hdds.conf.OzoneConfiguration;
import org.apache.hadoop.hdds.scm.OzoneClientConfig;
import org.apache.hadoop.io.ElasticByteBufferPool;
import org.apache.hadoop.ozone.client.io.BlockInputStreamFactory;
import org.apache.hadoop.ozone.client.io.BlockInputStreamFactoryImpl;
import org.apache.hadoop.ozone.client.io.KeyInputStream;
import org.apache.hadoop.ozone.client.io.LengthInputStream;
import org.apache.hadoop.ozone.client.rpc.RpcClient;
import org.apache.hadoop.ozone.om.helpers.OmKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * Reads what keys hold. The bytes of a short range are asked for a piece at a time; those of a long one a datanode sends one after
 * the other ahead of their being read, by Ozone's {@code ReadBlock}. Erasure coded keys are always asked.
 */
final class KeyContents implements AutoCloseable {
    /** Ranges so long are sent ahead, in bytes; so much may be on its way when a reader ends early. */
    static final int LONG = 4 * 1024 * 1024;

    /** Other ranges would wait for the same datanode as the one that was broken off, until Ozone holds it for dead. */
    private static final Duration AFTER_A_BREAK = Duration.ofMinutes(1);

    private final RpcClient client;
    private final OzoneClientConfig asked;
    private final OzoneClientConfig sent;
    private final AtomicLong askedUntil = new AtomicLong(System.nanoTime());
    private final ExecutorService decoding = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockInputStreamFactory blocks =
            BlockInputStreamFactoryImpl.getInstance(new ElasticByteBufferPool(), () -> decoding);

    KeyContents(RpcClient client, OzoneConfiguration configuration, OzoneOptions options) {
        this.client = client;
        this.asked = configuration.getObject(OzoneClientConfig.class);
        this.sent = configuration.getObject(OzoneClientConfig.class);
        sent.setStreamReadBlock(true);
        sent.setStreamReadPreReadSize(LONG);
        sent.setStreamReadTimeout(options.sending());
    }

    /**
     * From an offset on, with blocks as they were when the key was found.
     *
     * @param length what will be read of it, in bytes
     */
    InputStream from(OmKeyInfo key, long offset, long length) throws IOException {
        return length < LONG || askedUntil.get() - System.nanoTime() > 0
                ? open(key, offset, asked)
                : new SentAhead(open(key, offset, sent), read -> {
                    askedUntil.set(System.nanoTime() + AFTER_A_BREAK.toNanos());
                    return open(key, offset + read, asked);
                });
    }

    private InputStream open(OmKeyInfo key, long offset, OzoneClientConfig way) throws IOException {
        LengthInputStream content =
                KeyInputStream.getFromOmKeyInfo(key, client.getXceiverClientManager(), this::refreshed, blocks, way);
        if (offset > 0) {
            ((KeyInputStream) content.getWrappedStream()).seek(offset);
        }
        return content;
    }

    /** The same key with the places where its blocks are now; nothing when it is gone, or another one. */
    private @Nullable OmKeyInfo refreshed(OmKeyInfo key) {
        try {
            OmKeyInfo now = client.getKeyInfo(key.getVolumeName(), key.getBucketName(), key.getKeyName(), true);
            return now.getObjectID() == key.getObjectID() && now.getGeneration() == key.getGeneration() ? now : null;
        } catch (IOException gone) {
            return null;
        }
    }

    @Override
    public void close() {
        decoding.shutdownNow();
    }
}
