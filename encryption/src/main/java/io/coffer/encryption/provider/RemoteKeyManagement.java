package io.coffer.encryption.provider;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.DestroyedVersion;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyStanding;
import io.coffer.encryption.KeyVersion;
import io.coffer.encryption.ServiceStatement;
import io.coffer.encryption.WrapContext;
import io.coffer.encryption.WrappedKey;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Master keys in a KMS that speaks Alibaba's API: Alibaba's own, or another Coffer. The wrap's context goes along as
 * the encryption context, so that the KMS binds to it and its own trail shows it. A wrapped key holds the KMS's version
 * id beside its number here ({@link KmsCiphertext}).
 */
public final class RemoteKeyManagement implements KeyManagement, KeyLifecycle, AutoCloseable {
    private static final String KEY_ID = "KeyId";
    private static final String METADATA = "KeyMetadata";
    private static final String STATE = "KeyState";
    private static final String CREATED = "CreationDate";
    private static final String DELETED = "DeleteDate";

    private final KmsClient kms;
    private final KeyVersionNumbers versions;

    /** @param connect how long a connection may take to be made */
    public RemoteKeyManagement(KmsCallSigner signer, KeyVersionNumbers versions, Duration connect) {
        this.kms = new KmsClient(signer, connect);
        this.versions = versions;
    }

    @Override
    public DataKey generateDataKey(String keyId, WrapContext context) {
        KeyServiceHttp.Reply reply = kms.call(
                "GenerateDataKey",
                Map.of(KEY_ID, keyId, "KeySpec", "AES_256", "EncryptionContext", encryptionContext(context)));
        return new DataKey(secret(reply), wrapped(keyId, reply));
    }

    @Override
    public DataKey unwrap(WrappedKey wrapped, WrapContext context) {
        KmsCiphertext ciphertext = KmsCiphertext.of(wrapped);
        KeyServiceHttp.Reply reply = kms.open(
                "Decrypt",
                Map.of("CiphertextBlob", ciphertext.blob(), "EncryptionContext", encryptionContext(context)));
        if (!reply.text("/KeyId").equals(wrapped.keyId())
                || !reply.text("/KeyVersionId").equals(ciphertext.versionId())) {
            throw new KeyManagementException(
                    Kind.INVALID_CIPHERTEXT, "a data key is not under the key or version that its record names");
        }
        return new DataKey(secret(reply), wrapped);
    }

    /** The KMS checks the ciphertext and its context; it does not say which version that was under. */
    @Override
    public WrappedKey rewrap(WrappedKey wrapped, WrapContext context) {
        String bound = encryptionContext(context);
        KeyServiceHttp.Reply reply = kms.open(
                "ReEncrypt",
                Map.of(
                        "CiphertextBlob",
                        KmsCiphertext.of(wrapped).blob(),
                        "SourceEncryptionContext",
                        bound,
                        "DestinationKeyId",
                        wrapped.keyId(),
                        "DestinationEncryptionContext",
                        bound));
        return wrapped(wrapped.keyId(), reply);
    }

    /** A data key is a message like any other to the KMS; it travels as one that the KMS generated does. */
    @Override
    public WrappedKey wrap(DataKey dataKey, String keyId, WrapContext context) {
        KeyServiceHttp.Reply reply = kms.call(
                "Encrypt",
                Map.of(
                        KEY_ID,
                        keyId,
                        "Plaintext",
                        dataKey.toBase64(),
                        "EncryptionContext",
                        encryptionContext(context)));
        return wrapped(keyId, reply);
    }

    private WrappedKey wrapped(String keyId, KeyServiceHttp.Reply reply) {
        if (!reply.text("/KeyId").equals(keyId)) {
            throw new KeyManagementException(
                    Kind.DENIED, "the KMS knows the key " + keyId + " by another id; configure that one");
        }
        String versionId = reply.text("/KeyVersionId");
        int number = versions.number(keyId, versionId);
        return KmsCiphertext.parse(number, versionId, reply.text("/CiphertextBlob"))
                .wrapped(keyId);
    }

    private static byte[] secret(KeyServiceHttp.Reply reply) {
        try {
            byte[] secret = Base64.getDecoder().decode(reply.text("/Plaintext"));
            if (secret.length == DataKey.LENGTH) {
                return secret;
            }
            Arrays.fill(secret, (byte) 0);
        } catch (IllegalArgumentException notBase64) {
            // as any other answer that is no key; the cause would quote it
        }
        throw new KeyManagementException(Kind.INVALID_CIPHERTEXT, "the KMS answers with something that is no data key");
    }

    /** The pairs in the order of their keys: the same context is the same text each time. */
    private static String encryptionContext(WrapContext context) {
        SortedMap<String, String> pairs = new TreeMap<>(context.encryptionContext());
        HexFormat hex = HexFormat.of();
        pairs.put(WrapContext.RESERVED + "store", hex.formatHex(context.storeId()));
        pairs.put(WrapContext.RESERVED + "bucket", hex.formatHex(context.bucketId()));
        pairs.put(WrapContext.RESERVED + "blob", hex.formatHex(context.blobId()));
        return KeyServiceHttp.JSON.writeValueAsString(pairs);
    }

    @Override
    public Status status(String keyId) {
        JsonNode key = kms.call("DescribeKey", Map.of(KEY_ID, keyId)).body().path(METADATA);
        Instant created = time(key.path(CREATED)).orElse(Instant.EPOCH);
        return new Status(
                key.path("Description").asString(""),
                KeyStates.ofKms(key.path(STATE).asString("")),
                created,
                time(key.path(DELETED)),
                versions(keyId, created));
    }

    /** When later ones were made is not known here. */
    private List<KeyVersion> versions(String keyId, Instant created) {
        List<String> ids = versions.met(keyId);
        return IntStream.range(0, ids.size())
                .mapToObj(at -> new KeyVersion(at + 1, ids.get(at), created, KeyVersion.State.ACTIVE, Optional.empty()))
                .toList();
    }

    @Override
    public KeyStanding standing(String keyId, Instant asked) {
        KmsClient.Described described = kms.describe(keyId);
        KeyServiceHttp.Reply reply = described.reply();
        SortedMap<String, String> said = new TreeMap<>();
        said.put("HttpStatus", Integer.toString(reply.status()));
        for (String name : List.of("RequestId", "Code", "Message")) {
            reply.body().path(name).asStringOpt().ifPresent(text -> said.put(name, text));
        }
        JsonNode key = reply.body().path(METADATA);
        for (String name : List.of(KEY_ID, STATE, CREATED, DELETED)) {
            key.path(name).asStringOpt().ifPresent(text -> said.put(name, text));
        }
        Optional<KeyState> state = described.exists()
                ? Optional.of(KeyStates.ofKms(reply.text("/KeyMetadata/KeyState")))
                : Optional.empty();
        return new KeyStanding(
                state,
                time(key.path(CREATED)),
                time(key.path(DELETED)),
                ServiceStatement.of(described.service(), asked, said));
    }

    private static Optional<Instant> time(JsonNode text) {
        try {
            return Optional.of(text.asString(""))
                    .filter(some -> !some.isEmpty())
                    .map(Instant::parse);
        } catch (DateTimeParseException unknownForm) {
            throw new KeyManagementException(Kind.UNAVAILABLE, "the KMS's answer has a time of unknown form");
        }
    }

    @Override
    public void enable(String keyId) {
        kms.call("EnableKey", Map.of(KEY_ID, keyId));
    }

    @Override
    public void disable(String keyId) {
        kms.call("DisableKey", Map.of(KEY_ID, keyId));
    }

    @Override
    public void rotate(String keyId) {
        kms.call("CreateKeyVersion", Map.of(KEY_ID, keyId));
    }

    @Override
    public void scheduleDeletion(String keyId, int days) {
        kms.call("ScheduleKeyDeletion", Map.of(KEY_ID, keyId, "PendingWindowInDays", Integer.toString(days)));
    }

    @Override
    public void cancelDeletion(String keyId) {
        kms.call("CancelKeyDeletion", Map.of(KEY_ID, keyId));
    }

    @Override
    public List<String> metVersions(String keyId) {
        return versions.met(keyId);
    }

    @Override
    public void requireVersionsApart() {
        throw new KeyManagementException(
                Kind.UNSUPPORTED,
                "A KMS neither fences nor destroys one version of a key. Move what the key protects to another key by"
                        + " StartRewrap with that KeyId, and have the KMS delete the whole key by ScheduleKeyDeletion; once"
                        + " it is gone there, its certificates are issued here.");
    }

    @Override
    public void fence(String keyId, int version) {
        requireVersionsApart();
    }

    @Override
    public void requireDestructible(String keyId, int version) {
        requireVersionsApart();
    }

    @Override
    public void destroy(String keyId, int version) {
        requireVersionsApart();
    }

    /** Nothing here can destroy a key that its KMS has again: that is for its operator to know. */
    @Override
    public int destroyAgain(String keyId, List<DestroyedVersion> destroyed) {
        if (!destroyed.isEmpty() && kms.describe(keyId).exists()) {
            throw new KeyManagementException(
                    Kind.UNSUPPORTED,
                    "the KMS has the key " + keyId
                            + " again, whose deletion was certified; schedule its deletion there");
        }
        return 0;
    }

    @Override
    public void close() {
        kms.close();
    }
}
