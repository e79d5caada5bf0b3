package io.coffer.server.evidence;

import io.coffer.server.audit.Digest;
import io.coffer.server.audit.Link;
import io.coffer.server.keyuse.ChainId;
import io.coffer.server.keyuse.KeyUseLog;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The state of a store at one moment, small enough to be kept elsewhere.
 *
 * @param number one more than that of the checkpoint before
 * @param previous SHA-256 of the text of the checkpoint before, in hexadecimal; empty for the first
 * @param sequence of the last change that the digest has seen
 * @param digest of all records, in hexadecimal; only the store's root key makes it
 * @param audit the newest audit record
 * @param keyUse the newest durable record of each chain of the key-use log that is written
 */
public record Checkpoint(
        int format,
        String storeId,
        long number,
        String previous,
        Instant time,
        long sequence,
        String digest,
        Link audit,
        List<ChainHead> keyUse) {
    static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The end of a chain of the key-use log. */
    public record ChainHead(long chain, String chainId, long number, String hash) {
        static ChainHead of(KeyUseLog.Head head) {
            return new ChainHead(
                    head.chain().ordinal(),
                    head.chain().id(),
                    head.link().number(),
                    head.link().hash());
        }

        KeyUseLog.Head head() {
            return new KeyUseLog.Head(new ChainId(chain, chainId), new Link(number, hash));
        }
    }

    public Checkpoint {
        keyUse = List.copyOf(keyUse);
    }

    public List<KeyUseLog.Head> keyUseHeads() {
        return keyUse.stream().map(ChainHead::head).toList();
    }

    String text() {
        return JSON.writeValueAsString(this);
    }

    static String hash(String text) {
        return Digest.of(text);
    }

    /** @throws IllegalArgumentException when it is not one */
    static Checkpoint parse(String text) {
        try {
            Checkpoint checkpoint = JSON.readValue(text, Checkpoint.class);
            if (checkpoint.format() != FORMAT) {
                throw new IllegalArgumentException("a checkpoint has the unknown format " + checkpoint.format());
            }
            return checkpoint;
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("the text of a checkpoint cannot be read", malformed);
        }
    }
}
