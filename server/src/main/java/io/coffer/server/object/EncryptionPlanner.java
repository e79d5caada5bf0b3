package io.coffer.server.object;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.KeyDirectory;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyPurpose;
import io.coffer.model.AccountId;
import io.coffer.model.DataCipher;
import io.coffer.model.EncryptionRule;
import io.coffer.model.SseAlgorithm;
import io.coffer.server.bucket.BucketSnapshot;
import java.util.Optional;

/** Decides how a new object is encrypted: the request's own wish over the bucket's rule over the server's default. */
public final class EncryptionPlanner {
    /** The service keys of SSE-OSS belong to no account. */
    private static final String SERVICE_OWNER = "service";

    private final KeyDirectory keys;
    private final Optional<EncryptionRule> serverDefault;

    public EncryptionPlanner(KeyDirectory keys, Optional<EncryptionRule> serverDefault) {
        this.keys = keys;
        this.serverDefault = serverDefault;
    }

    /** @throws KeyManagementException when the rule names a key that the bucket's owner does not have */
    public EncryptionPlan plan(BucketSnapshot bucket, Optional<EncryptionRule> requested) {
        return effective(bucket.encryptionRule(), requested)
                .<EncryptionPlan>map(rule ->
                        new EncryptionPlan.Encrypted(rule.algorithm(), keyId(bucket, rule), suite(rule.dataCipher())))
                .orElse(EncryptionPlan.NONE);
    }

    /**
     * How a new object will be encrypted, with the key's id where one is known: asking neither makes the default key nor
     * looks whether the key that is named exists.
     *
     * @param owner of the bucket
     * @param ofBucket the bucket's rule
     * @return empty when the object will be stored in clear
     */
    public Optional<EncryptionRule> foresee(
            AccountId owner, Optional<EncryptionRule> ofBucket, Optional<EncryptionRule> requested) {
        return effective(ofBucket, requested)
                .map(rule -> rule.algorithm() == SseAlgorithm.KMS
                                && rule.keyId().isEmpty()
                        ? new EncryptionRule(
                                rule.algorithm(), keys.existing(owner.value(), KeyPurpose.DEFAULT), rule.dataCipher())
                        : rule);
    }

    private Optional<EncryptionRule> effective(Optional<EncryptionRule> ofBucket, Optional<EncryptionRule> requested) {
        return requested.or(() -> ofBucket).or(() -> serverDefault);
    }

    private String keyId(BucketSnapshot bucket, EncryptionRule rule) {
        String owner = bucket.record().owner();
        return switch (rule.algorithm()) {
            case AES256, SM4 -> keys.onDemand(SERVICE_OWNER, KeyPurpose.SERVICE);
            case KMS ->
                rule.keyId().map(id -> keys.named(owner, id)).orElseGet(() -> keys.onDemand(owner, KeyPurpose.DEFAULT));
        };
    }

    private static CipherSuite suite(DataCipher cipher) {
        return switch (cipher) {
            case AES256 -> CipherSuite.AES_256_GCM;
            case SM4 -> CipherSuite.SM4_GCM;
        };
    }
}
