package io.coffer.server.callback;

import io.coffer.encryption.SecretBox;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Condition;
import io.coffer.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The key by which receivers recognise calls of this store. It is made when it is first needed and kept sealed, so every
 * server of the store has the same.
 */
public final class CallbackKey {
    private static final String RECORD = "callback-key";
    private static final byte[] PURPOSE = RECORD.getBytes(StandardCharsets.US_ASCII);
    private static final int BITS = 2048;

    private final ControlRecords records;
    private final SecretBox box;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Opened opened;

    /**
     * @param privateKey PKCS#8, sealed
     * @param publicKey X.509
     */
    private record Kept(byte[] privateKey, byte[] publicKey) {}

    private record Opened(PrivateKey privateKey, byte[] publicKey) {}

    public CallbackKey(ControlRecords records, SecretBox box) {
        this.records = records;
        this.box = box;
    }

    /** The public half as receivers verify with it. */
    public String publicPem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(opened().publicKey())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** RSA with MD5, which is what receivers of OSS check; it proves where a call comes from and hides nothing. */
    String sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance("MD5withRSA");
            signature.initSign(opened().privateKey());
            signature.update(text);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java cannot sign callbacks", impossible);
        }
    }

    private Opened opened() {
        Opened known = opened;
        if (known != null) {
            return known;
        }
        lock.lock();
        try {
            Opened loaded = open(loadOrMake());
            opened = loaded;
            return loaded;
        } finally {
            lock.unlock();
        }
    }

    private Opened open(Kept kept) {
        try {
            PrivateKey key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(box.open(kept.privateKey(), PURPOSE)));
            return new Opened(key, kept.publicKey());
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("the key of callbacks cannot be read", damaged);
        }
    }

    private Kept loadOrMake() {
        return records.get(RECORD, Kept.class).map(ControlRecords.Stored::value).orElseGet(this::make);
    }

    private Kept make() {
        KeyPair pair = newPair();
        Kept kept = new Kept(
                box.seal(pair.getPrivate().getEncoded(), PURPOSE),
                pair.getPublic().getEncoded());
        try {
            records.put(RECORD, kept, Condition.ABSENT);
            return kept;
        } catch (StorageException taken) {
            if (taken.kind() != StorageException.Kind.CONFLICT) {
                throw taken;
            }
            return loadOrMake();
        }
    }

    private static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no RSA", impossible);
        }
    }
}
