package io.coffer.server.object;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyMetadata;
import io.coffer.encryption.KeyPurpose;
import io.coffer.model.DataCipher;
import io.coffer.model.EncryptionRule;
import io.coffer.server.bucket.BucketSnapshot;
import java.util.Optional;

/** Decides how a new object is encrypted: the request's own wish over the bucket's rule over the server's default. */
public final class EncryptionPlanner {
    /** The service keys of SSE-OSS belong to no account. */
    private static final String SERVICE_OWNER = "service";

    private final KeyAdministration keys;
    private final Optional<EncryptionRule> serverDefault;

    public EncryptionPlanner(KeyAdministration keys, Optional<EncryptionRule> serverDefault) {
        this.keys = keys;
        this.serverDefault = serverDefault;
    }

    /** @throws KeyManagementException when the rule names a key that the bucket's owner does not have */
    public EncryptionPlan plan(BucketSnapshot bucket, Optional<EncryptionRule> requested) {
        return requested
                .or(bucket::encryptionRule)
                .or(() -> serverDefault)
                .<EncryptionPlan>map(rule ->
                        new EncryptionPlan.Encrypted(rule.algorithm(), keyId(bucket, rule), suite(rule.dataCipher())))
                .orElse(EncryptionPlan.NONE);
    }

    private String keyId(BucketSnapshot bucket, EncryptionRule rule) {
        String owner = bucket.record().owner();
        return switch (rule.algorithm()) {
            case AES256, SM4 ->
                keys.findOrCreate(SERVICE_OWNER, KeyPurpose.SERVICE).keyId();
            case KMS ->
                rule.keyId()
                        .map(id -> named(id, owner))
                        .orElseGet(() -> keys.findOrCreate(owner, KeyPurpose.DEFAULT))
                        .keyId();
        };
    }

    private KeyMetadata named(String keyId, String owner) {
        KeyMetadata key = keys.describe(keyId);
        if (!key.owner().equals(owner)) {
            throw new KeyManagementException(
                    KeyManagementException.Kind.KEY_NOT_FOUND, "account " + owner + " has no key " + keyId);
        }
        return key;
    }

    private static CipherSuite suite(DataCipher cipher) {
        return switch (cipher) {
            case AES256 -> CipherSuite.AES_256_GCM;
            case SM4 -> CipherSuite.SM4_GCM;
        };
    }
}
