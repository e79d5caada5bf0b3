package io.coffer.server.authorization.facts;

import io.coffer.model.EncryptionRule;
import io.coffer.model.SseAlgorithm;
import io.coffer.protocol.EncryptionHeaders;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.authorization.policy.ContextKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** How policies see encryption: by keys that are called as the headers are, with the values that are in effect. */
public final class EncryptionConditions {
    /** How each of the keys begins, and no other key. */
    public static final ContextKey FAMILY = ContextKey.of("oss:x-oss-server-side-");

    public static final ContextKey METHOD = ContextKey.of("oss:" + EncryptionHeaders.ALGORITHM);
    public static final ContextKey KEY_ID = ContextKey.of("oss:" + EncryptionHeaders.KEY_ID);
    public static final ContextKey DATA_ENCRYPTION = ContextKey.of("oss:" + EncryptionHeaders.DATA_ENCRYPTION);

    private EncryptionConditions() {}

    /** @param rule empty for what is stored in clear, which has none of the keys */
    public static RequestContext of(Optional<EncryptionRule> rule) {
        RequestContext context = RequestContext.EMPTY;
        for (Map.Entry<ContextKey, String> value : values(rule).entrySet()) {
            context = context.and(value.getKey(), value.getValue());
        }
        return context;
    }

    /** @param rule looked up when a condition asks for it */
    static RequestContext sought(Supplier<Optional<EncryptionRule>> rule) {
        return RequestContext.EMPTY.andEach(
                FAMILY,
                () -> values(rule.get()).entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey()
                                        .canonical()
                                        .substring(FAMILY.canonical().length()),
                                Map.Entry::getValue)));
    }

    private static Map<ContextKey, String> values(Optional<EncryptionRule> found) {
        if (found.isEmpty()) {
            return Map.of();
        }
        EncryptionRule rule = found.get();
        Map<ContextKey, String> values = new LinkedHashMap<>();
        values.put(METHOD, rule.algorithm().name());
        if (rule.algorithm() == SseAlgorithm.KMS) {
            values.put(DATA_ENCRYPTION, rule.dataCipher().name());
            rule.keyId().ifPresent(id -> values.put(KEY_ID, id));
        }
        return values;
    }

    /** The use of a customer's key is for nothing but SSE-KMS under it. */
    public static RequestContext ofKey(String keyId) {
        return RequestContext.EMPTY.and(METHOD, SseAlgorithm.KMS.name()).and(KEY_ID, keyId);
    }
}
