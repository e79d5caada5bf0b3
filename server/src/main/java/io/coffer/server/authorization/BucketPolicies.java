package io.coffer.server.authorization;

import io.coffer.model.setting.PolicyDocument;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyKind;
import io.coffer.server.authorization.policy.PolicyTexts;

/** The policies of buckets. */
public final class BucketPolicies {
    private final PolicyTexts texts;

    public BucketPolicies(PolicyTexts texts) {
        this.texts = texts;
    }

    /** @throws io.coffer.server.authorization.policy.MalformedPolicyException which no text does that was let in */
    public Policy of(PolicyDocument document) {
        return texts.stored(PolicyKind.BUCKET, document.text());
    }

    /** @throws io.coffer.server.authorization.policy.MalformedPolicyException with reason and place */
    public Policy ofNew(PolicyDocument document) {
        return texts.brought(PolicyKind.BUCKET, document.text());
    }
}
