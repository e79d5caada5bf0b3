package io.coffer.encryption;

import io.coffer.encryption.KeyDerivation.Purpose;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Binds a body to its object: HMAC-SHA256 over the {@link RecordFacts} under a key derived from the data key. Made
 * locally at commit, so an append makes a new tag and leaves the wrapped key, and a rewrap leaves the tag.
 */
public final class RecordTag {
    public static final int LENGTH = 32;

    private RecordTag() {}

    public static byte[] of(DataKey key, RecordFacts facts) {
        ExtentContext context = new ExtentContext(facts.bucketId(), facts.blobId(), 0);
        byte[] info = KeyDerivation.info(Purpose.RECORD, facts.suite().code(), context);
        byte[] told = facts.canonicalBytes();
        return key.computed(KeyDerivation.joined(info, told), () -> of(key, info, told));
    }

    private static byte[] of(DataKey key, byte[] info, byte[] told) {
        byte[] tagKey = KeyDerivation.derive(key.secret(), KeyDerivation.NO_SALT, info, 32);
        try {
            return HmacSha256.with(tagKey).doFinal(told);
        } finally {
            Arrays.fill(tagKey, (byte) 0);
        }
    }

    /** @throws DamagedDataException when any of the facts is not the one that the tag was made over */
    public static void verify(DataKey key, RecordFacts facts, byte[] tag) {
        if (!MessageDigest.isEqual(of(key, facts), tag)) {
            throw new DamagedDataException("an object's record is not the one that was written with its body");
        }
    }
}
