package io.coffer.server.metadata;

import io.coffer.storage.Attributes;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals a record to its place, so that one edited on the disk, or carried to another name or space, is refused.
 *
 * <p>Layout: {@code format(1) token(16) value mac(32)}. The token is random for each write; it tells, after a commit of
 * unknown outcome, whether the record found is the one that was written. The MAC is HMAC-SHA256 under a key derived from
 * the root key, over {@code length(space) space length(name) name format token value}, lengths as four bytes.
 */
public final class RecordSeal {
    private static final byte FORMAT = 1;
    private static final int TOKEN = 16;
    private static final int MAC = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac prototype;
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 bytes, derived from the root key for this purpose alone */
    public RecordSeal(byte[] key) {
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, missing);
        }
    }

    public Attributes seal(SpaceId space, Name name, byte[] value) {
        byte[] sealed = new byte[1 + TOKEN + value.length + MAC];
        byte[] token = new byte[TOKEN];
        random.nextBytes(token);
        sealed[0] = FORMAT;
        System.arraycopy(token, 0, sealed, 1, TOKEN);
        System.arraycopy(value, 0, sealed, 1 + TOKEN, value.length);
        byte[] mac = mac(space, name, sealed, sealed.length - MAC);
        System.arraycopy(mac, 0, sealed, sealed.length - MAC, MAC);
        return new Attributes(sealed);
    }

    /** @throws StorageException of kind {@link StorageException.Kind#CORRUPT} when the record is not what was sealed */
    public byte[] open(SpaceId space, Name name, Attributes attributes) {
        byte[] sealed = attributes.bytes();
        if (sealed.length < 1 + TOKEN + MAC || sealed[0] != FORMAT) {
            throw damaged(space, name);
        }
        int end = sealed.length - MAC;
        if (!MessageDigest.isEqual(mac(space, name, sealed, end), Arrays.copyOfRange(sealed, end, sealed.length))) {
            throw damaged(space, name);
        }
        return Arrays.copyOfRange(sealed, 1 + TOKEN, end);
    }

    /**
     * The value as it is there, not checked: for counting, never for deciding.
     *
     * @throws StorageException of kind {@link StorageException.Kind#CORRUPT} when it is no sealed record
     */
    static byte[] unchecked(Attributes attributes) {
        byte[] sealed = attributes.bytes();
        if (sealed.length < 1 + TOKEN + MAC || sealed[0] != FORMAT) {
            throw new StorageException(StorageException.Kind.CORRUPT, "no sealed record");
        }
        return Arrays.copyOfRange(sealed, 1 + TOKEN, sealed.length - MAC);
    }

    /** Whether two sealed records come from the same write. */
    public static boolean sameWrite(Attributes one, Attributes other) {
        return Arrays.equals(one.bytes(), other.bytes());
    }

    private static StorageException damaged(SpaceId space, Name name) {
        return new StorageException(
                StorageException.Kind.CORRUPT, "the record " + name + " in space " + space + " does not authenticate");
    }

    private byte[] mac(SpaceId space, Name name, byte[] sealed, int end) {
        byte[] spaceBytes = space.value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer place = ByteBuffer.allocate(8 + spaceBytes.length + name.bytes().length)
                .putInt(spaceBytes.length)
                .put(spaceBytes)
                .putInt(name.bytes().length)
                .put(name.bytes());
        try {
            Mac mac = (Mac) prototype.clone();
            mac.update(place.array());
            mac.update(sealed, 0, end);
            return mac.doFinal();
        } catch (CloneNotSupportedException unexpected) {
            throw new IllegalStateException("the MAC cannot be cloned", unexpected);
        }
    }
}
