package io.coffer.server.authorization;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.coffer.model.setting.PolicyDocument;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyParser;

/**
 * The policies of buckets, read once and not for each request. What is kept goes by the text, so it is never out of
 * date.
 */
public final class BucketPolicies {
    private static final long KEPT_CHARACTERS = 8L * 1024 * 1024;

    private final LoadingCache<String, Policy> read = Caffeine.newBuilder()
            .maximumWeight(KEPT_CHARACTERS)
            .weigher((String text, Policy policy) -> text.length())
            .build(PolicyParser::bucketPolicy);

    /** @throws io.coffer.server.authorization.policy.MalformedPolicyException which no text does that was let in */
    public Policy of(PolicyDocument document) {
        return read.get(document.text());
    }
}
