package io.coffer.server.evidence;

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
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The store's key for checkpoints and certificates, kept sealed under the root key. It is made with the store. */
public final class CheckpointKey {
    private static final String RECORD = "checkpoint-key";
    private static final byte[] ASSOCIATED = RECORD.getBytes(StandardCharsets.US_ASCII);

    private final ControlRecords records;
    private final SecretBox box;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<Kept> kept = Optional.empty();

    /**
     * @param privateKey PKCS#8, sealed
     * @param publicKey X.509
     */
    private record Kept(byte[] privateKey, byte[] publicKey) {}

    public CheckpointKey(ControlRecords records, SecretBox box) {
        this.records = records;
        this.box = box;
    }

    /** X.509, base64; made now when the store has none yet. */
    public String publicKey() {
        return text(kept());
    }

    /** As {@link #publicKey}, of a store that is only looked at. */
    public Optional<String> existing() {
        return find().map(CheckpointKey::text);
    }

    private static String text(Kept key) {
        return Base64.getEncoder().encodeToString(key.publicKey());
    }

    SignedCheckpoint sign(Checkpoint checkpoint) {
        String text = checkpoint.text();
        return new SignedCheckpoint(text, publicKey(), signature(SignedCheckpoint.signed(text)));
    }

    /** @return base64 */
    String signature(byte[] message) {
        byte[] encoded = box.open(kept().privateKey(), ASSOCIATED);
        try {
            PrivateKey key =
                    KeyFactory.getInstance(Ed25519.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            Signature signer = Signature.getInstance(Ed25519.ALGORITHM);
            signer.initSign(key);
            signer.update(message);
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java cannot sign with Ed25519", impossible);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private Kept kept() {
        if (kept.isPresent()) {
            return kept.get();
        }
        lock.lock();
        try {
            Kept found = find().orElseGet(this::make);
            kept = Optional.of(found);
            return found;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Kept> find() {
        return records.get(RECORD, Kept.class).map(ControlRecords.Stored::value);
    }

    private Kept make() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(Ed25519.ALGORITHM).generateKeyPair();
            byte[] encoded = pair.getPrivate().getEncoded();
            Kept made = new Kept(box.seal(encoded, ASSOCIATED), pair.getPublic().getEncoded());
            Arrays.fill(encoded, (byte) 0);
            records.put(RECORD, made, Condition.ABSENT);
            return made;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no Ed25519", impossible);
        } catch (StorageException taken) {
            if (taken.kind() != StorageException.Kind.CONFLICT) {
                throw taken;
            }
            return find().orElseThrow(() -> taken);
        }
    }
}
