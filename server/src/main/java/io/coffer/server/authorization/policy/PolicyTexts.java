package io.coffer.server.authorization.policy;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The texts of policies: judged when they are new, and read once and not for each request or user. What is kept goes by
 * the text, so it is never out of date.
 */
public final class PolicyTexts {
    private static final long KEPT_CHARACTERS = 8L * 1024 * 1024;

    private final Supplier<ActionVocabulary> vocabulary;
    private final Map<PolicyKind, LoadingCache<String, Policy>> read = new EnumMap<>(PolicyKind.class);

    /** @param vocabulary asked for with every new text, since it may know the actions only after the start */
    public PolicyTexts(Supplier<ActionVocabulary> vocabulary) {
        this.vocabulary = vocabulary;
        for (PolicyKind kind : PolicyKind.values()) {
            read.put(
                    kind,
                    Caffeine.newBuilder()
                            .maximumWeight(KEPT_CHARACTERS)
                            .weigher((String text, Policy policy) -> text.length())
                            .build(text -> PolicyParser.parse(kind, text)));
        }
    }

    /** For which any action will do. */
    public static PolicyTexts withoutVocabulary() {
        return new PolicyTexts(() -> ActionVocabulary.OPEN);
    }

    /**
     * A text that was let in.
     *
     * @throws MalformedPolicyException which no such text does
     */
    public Policy stored(PolicyKind kind, String text) {
        return cache(kind).get(text);
    }

    /**
     * A text that somebody brings.
     *
     * @throws MalformedPolicyException with reason and place
     */
    public Policy brought(PolicyKind kind, String text) {
        return PolicyParser.parse(kind, text, vocabulary.get());
    }

    private LoadingCache<String, Policy> cache(PolicyKind kind) {
        LoadingCache<String, Policy> cache = read.get(kind);
        if (cache == null) {
            throw new IllegalStateException("no cache for " + kind);
        }
        return cache;
    }
}
