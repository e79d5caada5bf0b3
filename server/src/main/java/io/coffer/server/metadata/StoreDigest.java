package io.coffer.server.metadata;

import io.coffer.storage.Attributes;
import io.coffer.storage.DerivedRows;
import io.coffer.storage.MultisetDigest;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import io.coffer.storage.Tally;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A digest of all records of the store, kept by adding and taking away what changes: the sum modulo 2^256, over all
 * records, of a MAC of each one's place and seal. The seal covers the record with its record tag and its list of
 * extents, and through them the body.
 */
public final class StoreDigest {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SEAL = 32;
    private static final byte MEMBER = 1;
    private static final byte SUM = 2;

    private final Mac prototype;

    /** @param key 32 bytes, derived from the root key for this purpose alone */
    public StoreDigest(byte[] key) {
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, missing);
        }
    }

    /** What a record adds. */
    public MultisetDigest of(SpaceId space, Name name, Attributes attributes) {
        byte[] record = attributes.bytes();
        byte[] seal = Arrays.copyOfRange(record, Math.max(0, record.length - SEAL), record.length);
        byte[] spaceBytes = space.value().getBytes(StandardCharsets.US_ASCII);
        byte[] place = ByteBuffer.allocate(9 + spaceBytes.length + name.bytes().length)
                .put(MEMBER)
                .putInt(spaceBytes.length)
                .put(spaceBytes)
                .putInt(name.bytes().length)
                .put(name.bytes())
                .array();
        Mac mac = mac();
        mac.update(place);
        return MultisetDigest.of(mac.doFinal(seal));
    }

    /**
     * What may be shown of the sum, 32 bytes: a MAC of it, since sums as they are would tell what single records add, and
     * with that other sets of the same sum could be looked for.
     */
    public byte[] shown(DerivedRows.Tallies all) {
        MultisetDigest sum = MultisetDigest.ZERO;
        long entries = 0;
        for (Tally tally : all.tallies()) {
            sum = sum.plus(tally.digest());
            entries += tally.entries();
        }
        return shown(all.sequence(), entries, sum);
    }

    /** As {@link #shown(DerivedRows.Tallies)}, of a sum that was added up apart from an engine's changes: at sequence 0. */
    public byte[] shown(MultisetDigest sum, long entries) {
        return shown(0, entries, sum);
    }

    private byte[] shown(long sequence, long entries, MultisetDigest sum) {
        Mac mac = mac();
        mac.update(SUM);
        mac.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(sequence)
                .putLong(entries)
                .array());
        return mac.doFinal(sum.bytes());
    }

    private Mac mac() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException unexpected) {
            throw new IllegalStateException("the MAC cannot be cloned", unexpected);
        }
    }
}
