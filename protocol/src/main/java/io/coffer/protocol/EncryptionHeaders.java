package io.coffer.protocol;

import io.coffer.model.DataCipher;
import io.coffer.model.EncryptionContext;
import io.coffer.model.EncryptionRule;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.SseAlgorithm;
import java.util.List;
import java.util.Optional;

/** The headers by which a request asks for encryption and an answer tells of it. */
public final class EncryptionHeaders {
    public static final String ALGORITHM = "x-oss-server-side-encryption";
    public static final String KEY_ID = "x-oss-server-side-encryption-key-id";
    public static final String DATA_ENCRYPTION = "x-oss-server-side-data-encryption";
    public static final String CONTEXT = "x-oss-server-side-encryption-context";

    private static final List<String> ALL = List.of(ALGORITHM, KEY_ID, DATA_ENCRYPTION, CONTEXT);

    private EncryptionHeaders() {}

    /**
     * The encryption a request asks for, empty when it leaves that to the bucket. Never less than what was asked for:
     * a header that cannot be followed is refused.
     *
     * @throws OssException when the headers are wrong, contradict each other or do not fit together
     */
    public static Optional<EncryptionRule> parse(Headers headers) {
        Optional<String> algorithm = single(headers, ALGORITHM);
        Optional<String> keyId = single(headers, KEY_ID);
        Optional<String> dataEncryption = single(headers, DATA_ENCRYPTION);
        if (algorithm.isEmpty()) {
            if (keyId.filter(id -> !id.isEmpty()).isPresent()) {
                throw OssError.KEY_ID_WITHOUT_KMS.exception();
            }
            return Optional.empty();
        }
        if (algorithm.get().equals(SseAlgorithm.KMS.name())) {
            checkForKms(keyId, dataEncryption);
        }
        return Optional.of(EncryptionRule.parse(algorithm, keyId, dataEncryption));
    }

    /**
     * What the caller binds the object's data key to; nothing when it says nothing.
     *
     * @throws OssException without KMS and a key id in the same request, or when the context is malformed
     */
    public static EncryptionContext context(Headers headers) {
        Optional<String> text = single(headers, CONTEXT);
        if (text.isEmpty()) {
            return EncryptionContext.NONE;
        }
        if (parse(headers).flatMap(EncryptionRule::keyId).isEmpty()) {
            throw OssError.CONTEXT_WITHOUT_KEY_ID.with("ArgumentName", CONTEXT);
        }
        try {
            return EncryptionContextJson.parse(text.get());
        } catch (IllegalArgumentException malformed) {
            throw OssError.INVALID_ENCRYPTION_CONTEXT
                    .with("ArgumentName", CONTEXT)
                    .and("ArgumentValue", text.get());
        }
    }

    /**
     * The encryption of a new bucket's objects, which has no context: a context is an object's.
     *
     * @throws OssException as {@link #parse}, and for a context
     */
    public static Optional<EncryptionRule> ofBucket(Headers headers) {
        refuse(headers, CONTEXT);
        return parse(headers);
    }

    private static Optional<String> single(Headers headers, String name) {
        List<String> values = headers.all(name);
        if (values.stream().distinct().count() > 1) {
            throw OssError.invalidArgument(name, String.join(",", values), "The header has contradicting values.");
        }
        return values.stream().findFirst();
    }

    private static void checkForKms(Optional<String> keyId, Optional<String> dataEncryption) {
        if (keyId.filter(String::isEmpty).isPresent()) {
            throw OssError.EMPTY_KEY_ID.with("ArgumentName", KEY_ID).and("ArgumentValue", "");
        }
        dataEncryption
                .filter(cipher -> !cipher.isEmpty() && !cipher.equals(DataCipher.SM4.name()))
                .ifPresent(cipher -> {
                    throw OssError.INVALID_DATA_ENCRYPTION
                            .with("ArgumentName", DATA_ENCRYPTION)
                            .and("ArgumentValue", cipher);
                });
    }

    /**
     * For operations that do not take these headers.
     *
     * @throws OssException {@link OssError#ENCRYPTION_NOT_APPLICABLE} when there is one
     */
    public static void refuse(Headers headers) {
        ALL.forEach(name -> refuse(headers, name));
    }

    private static void refuse(Headers headers, String name) {
        headers.first(name).ifPresent(value -> {
            throw OssError.ENCRYPTION_NOT_APPLICABLE.with("ArgumentName", name).and("ArgumentValue", value);
        });
    }

    /** What a write answers of the context that its object is bound to; reads do not show it. */
    public static Headers echo(EncryptionContext context) {
        return context.equals(EncryptionContext.NONE)
                ? Headers.NONE
                : Headers.builder()
                        .add(CONTEXT, EncryptionContextJson.base64(context))
                        .build();
    }

    /**
     * What an answer tells of an encrypted object.
     *
     * @param keyId the key in use, the default one too; shown with KMS only
     */
    public static Headers echo(SseAlgorithm algorithm, Optional<String> keyId, DataCipher cipher) {
        Headers.Builder headers = Headers.builder().add(ALGORITHM, algorithm.name());
        return switch (algorithm) {
            case AES256, SM4 -> headers.build();
            case KMS ->
                headers.addIfPresent(KEY_ID, keyId)
                        .addIfPresent(
                                DATA_ENCRYPTION,
                                cipher == DataCipher.SM4 ? Optional.of(cipher.name()) : Optional.empty())
                        .build();
        };
    }
}
