package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.Method;
import io.coffer.protocol.signature.SigningCredentials;
import java.time.Clock;
import java.util.Optional;

/** Makes calls in one caller's name. */
public record Client(int port, Optional<SigningCredentials> credentials, Clock clock) {
    public Call service(Method method) {
        return new Call(port, credentials, clock, method, Optional.empty(), Optional.empty());
    }

    public Call bucket(Method method, String bucket) {
        return new Call(port, credentials, clock, method, Optional.of(bucket), Optional.empty());
    }

    public Call object(Method method, String bucket, String key) {
        return new Call(port, credentials, clock, method, Optional.of(bucket), Optional.of(key));
    }

    /** Creates a bucket, which must succeed. */
    public Client create(String bucket) {
        assertThat(bucket(PUT, bucket).send().outcome()).isEqualTo("200");
        return this;
    }

    public Answer put(String bucket, String key, byte[] body) {
        return object(PUT, bucket, key).body(body).send();
    }

    public Answer put(String bucket, String key, String body) {
        return object(PUT, bucket, key).body(body).send();
    }

    public Answer get(String bucket, String key) {
        return object(GET, bucket, key).send();
    }

    public Answer head(String bucket, String key) {
        return object(HEAD, bucket, key).send();
    }

    public Answer delete(String bucket, String key) {
        return object(DELETE, bucket, key).send();
    }

    public Answer putRule(String bucket, String algorithm) {
        return putRuleDocument(bucket, "<SSEAlgorithm>" + algorithm + "</SSEAlgorithm>");
    }

    public Answer putKmsRule(String bucket, String keyId) {
        return putRuleDocument(
                bucket, "<SSEAlgorithm>KMS</SSEAlgorithm><KMSMasterKeyID>" + keyId + "</KMSMasterKeyID>");
    }

    /** @param children of ApplyServerSideEncryptionByDefault */
    public Answer putRuleDocument(String bucket, String children) {
        return bucket(PUT, bucket)
                .with("encryption")
                .body("<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault>" + children
                        + "</ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>")
                .send();
    }

    public Answer getRule(String bucket) {
        return bucket(GET, bucket).with("encryption").send();
    }
}
