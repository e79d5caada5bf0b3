package io.coffer.conformance;

import java.util.Locale;

/** Which answers are expected where the documentation and the live service of Alibaba Cloud differ. */
public enum Contract {
    DOCUMENTED(400),
    LIVE(404);

    private final int missingEncryptionRuleStatus;

    Contract(int missingEncryptionRuleStatus) {
        this.missingEncryptionRuleStatus = missingEncryptionRuleStatus;
    }

    /** The HTTP status of GetBucketEncryption for a bucket, or a bucket's rule, that does not exist. */
    public int missingEncryptionRuleStatus() {
        return missingEncryptionRuleStatus;
    }

    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
