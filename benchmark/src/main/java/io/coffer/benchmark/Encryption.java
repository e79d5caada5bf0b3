package io.coffer.benchmark;

import java.util.Locale;
import java.util.Optional;

/** What a bucket's rule says; each has a bucket of its own, so that all can be measured in turn in one run. */
enum Encryption {
    OFF,
    AES256,
    SM4,
    KMS;

    String bucket() {
        return "load-" + name().toLowerCase(Locale.ROOT);
    }

    /** The body of PutBucketEncryption. */
    Optional<String> rule() {
        return this == OFF
                ? Optional.empty()
                : Optional.of("<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>" + name()
                        + "</SSEAlgorithm></ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>");
    }
}
