package io.coffer.encryption;

import io.coffer.encryption.KeyAliases.Alias;
import io.coffer.encryption.KeyDerivation.Purpose;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyVersion.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Makes the published test vectors: every format with given keys and salts. */
final class TestVectors {
    private static final byte[] DATA_KEY = counting(32, 0x00);
    private static final byte[] SALT = counting(32, 0x40);
    private static final byte[] NONCE_PREFIX = counting(7, 0x60);
    private static final byte[] STORE_ID = counting(16, 0x70);
    private static final byte[] BUCKET_ID = counting(16, 0x80);
    private static final byte[] BLOB_ID = counting(16, 0x90);
    private static final byte[] MATERIAL = counting(32, 0xa0);
    private static final byte[] ROOT_KEY = counting(32, 0xc0);
    private static final byte[] NAME = "photos/海.jpg".getBytes(StandardCharsets.UTF_8);
    private static final String KEY_ID = "5a0f3c1e-9d7b-4c66-8a51-0e2d4f6a8c10";

    private static final String CUSTOMER_KEY_ID = "c3d9a1f0-0b5e-4f27-9c1d-7e6b5a493827";
    private static final Instant CREATED = Instant.ofEpochMilli(1_793_527_200_123L);

    private TestVectors() {}

    static String json() {
        Map<String, Object> vectors = new LinkedHashMap<>();
        vectors.put("extents", extents());
        vectors.put("wrappedKey", wrappedKey());
        vectors.put("intermediateWrap", intermediateWrap());
        vectors.put("keyCommitment", keyCommitment());
        vectors.put("recordTags", List.of(recordTag(Optional.empty()), recordTag(Optional.of(counting(32, 0x20)))));
        vectors.put("message", message());
        vectors.put("sealedAttribute", sealedAttribute());
        vectors.put("rootKey", rootKeyDerivation());
        vectors.put("secretBox", secretBox());
        vectors.put("keystore", keystore());
        vectors.put("keystoreOfFormat1", keystore(firstKeys(), firstKeystore()));
        StringBuilder text = new StringBuilder();
        append(text, vectors, "");
        return text.append('\n').toString();
    }

    static RootKey rootKey() {
        return new SecretRootKey(ROOT_KEY.clone());
    }

    static KeyRing keyRing() {
        MasterKey service = new MasterKey(
                KEY_ID,
                "1000000000000001",
                KeyPurpose.SERVICE,
                KeyOrigin.COFFER,
                KeySettings.NONE.withDescription("service key of SSE-OSS"),
                KeyState.ENABLED,
                CREATED,
                Optional.empty(),
                Optional.empty(),
                List.of(
                        version(1, State.DESTROYED, Optional.empty(), Optional.empty()),
                        version(2, State.FENCED, Optional.of(MATERIAL), Optional.empty()),
                        version(3, State.ACTIVE, Optional.of(counting(32, 0xb0)), Optional.empty())));
        KeySettings settings = new KeySettings(
                "für Fotos",
                new TreeMap<>(Map.of("team", "blue", "用途", "test")),
                Optional.of(Duration.ofDays(30)),
                Optional.of("archive"));
        MasterKey customer = new MasterKey(
                CUSTOMER_KEY_ID,
                "1000000000000001",
                KeyPurpose.CUSTOMER,
                KeyOrigin.EXTERNAL,
                settings,
                KeyState.PENDING_DELETION,
                CREATED,
                Optional.of(CREATED.plusMillis(604_800_000)),
                Optional.of(CREATED.plusMillis(1)),
                List.of(version(1, State.ACTIVE, Optional.of(counting(32, 0xd0)), Optional.of(counting(32, 0xe0)))));
        return new KeyRing(
                List.of(service, customer), List.of(new Alias("1000000000000001", "alias/photos", CUSTOMER_KEY_ID)));
    }

    private static MasterKeyVersion version(
            int number, State state, Optional<byte[]> material, Optional<byte[]> importCheck) {
        KeyVersion facts = new KeyVersion(
                number,
                new UUID(0x0123_4567_89ab_4cdeL, 0x8000_0000_0000_0000L | number).toString(),
                CREATED,
                state,
                state == State.DESTROYED ? Optional.of(CREATED.plusMillis(5)) : Optional.empty());
        return new MasterKeyVersion(facts, material, importCheck);
    }

    static byte[] sealedKeystore() {
        return new KeyStoreEnvelope(rootKey()).seal(keyRing(), counting(32, 0x10), SALT, counting(32, 0x30));
    }

    private static byte[] counting(int length, int first) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private static DataKey dataKey() {
        return new DataKey(DATA_KEY.clone(), new WrappedKey(KEY_ID, 1, new byte[0]));
    }

    private static List<Object> extents() {
        List<Object> extents = new ArrayList<>();
        for (CipherSuite suite : CipherSuite.values()) {
            for (int length : new int[] {0, 20, 65_480, 65_481, 200_000}) {
                extents.add(extent(suite, length));
            }
        }
        return extents;
    }

    private static Map<String, Object> extent(CipherSuite suite, int length) {
        byte[] plaintext = new byte[length];
        for (int i = 0; i < length; i++) {
            plaintext[i] = (byte) (i % 251);
        }
        ExtentContext context = new ExtentContext(BUCKET_ID, BLOB_ID, 3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExtentHeader header = new ExtentHeader(SALT, NONCE_PREFIX);
        try (SegmentEncryptor encryptor = new SegmentEncryptor(dataKey(), suite, context, out::write, header)) {
            encryptor.update(plaintext, 0, length);
            encryptor.finish();
        }
        byte[] info = KeyDerivation.info(Purpose.EXTENT, suite.code(), context);
        Map<String, Object> vector = object(
                "suite",
                suite.name(),
                "dataKey",
                DATA_KEY,
                "bucketId",
                BUCKET_ID,
                "blobId",
                BLOB_ID,
                "extentNumber",
                3,
                "salt",
                SALT,
                "noncePrefix",
                NONCE_PREFIX,
                "info",
                info,
                "extentKey",
                KeyDerivation.derive(DATA_KEY, SALT, info, suite.keyLength()),
                "plaintextLength",
                length,
                "ciphertextLength",
                out.size());
        if (length < 100) {
            vector.put("ciphertext", out.toByteArray());
        }
        vector.put("ciphertextSha256", sha256(out.toByteArray()));
        return vector;
    }

    private static Map<String, Object> wrappedKey() {
        Map<String, String> pairs = Map.of("team", "blue", "用途", "test");
        WrapContext context = new WrapContext(STORE_ID, BUCKET_ID, BLOB_ID, new TreeMap<>(pairs));
        byte[] wrapped = new LocalWrap(KEY_ID, 2, context).wrap(MATERIAL, SALT, DATA_KEY);
        return object(
                "material",
                MATERIAL,
                "keyId",
                KEY_ID,
                "keyVersion",
                2,
                "storeId",
                STORE_ID,
                "bucketId",
                BUCKET_ID,
                "blobId",
                BLOB_ID,
                "encryptionContext",
                new LinkedHashMap<>(new TreeMap<>(pairs)),
                "canonicalContext",
                context.canonicalBytes(),
                "salt",
                SALT,
                "dataKey",
                DATA_KEY,
                "wrapped",
                wrapped);
    }

    private static Map<String, Object> intermediateWrap() {
        WrapContext context = new WrapContext(STORE_ID, BUCKET_ID, BLOB_ID);
        byte[] id = counting(16, 0xe0);
        byte[] byService = counting(40, 0x05);
        DataKey intermediate = new DataKey(MATERIAL.clone(), new WrappedKey(KEY_ID, 3, byService));
        WrappedKey wrapped = IntermediateWrap.wrap(intermediate, id, context, SALT, DATA_KEY);
        return object(
                "intermediateKey",
                MATERIAL,
                "intermediateKeyId",
                id,
                "wrappedByService",
                byService,
                "keyId",
                KEY_ID,
                "canonicalContext",
                context.canonicalBytes(),
                "salt",
                SALT,
                "dataKey",
                DATA_KEY,
                "wrapped",
                wrapped.ciphertext());
    }

    private static Map<String, Object> message() {
        Map<String, String> pairs = Map.of("team", "blue", "用途", "test");
        byte[] plaintext = "a message".getBytes(StandardCharsets.US_ASCII);
        MasterKeyVersion version = version(2, State.ACTIVE, Optional.of(MATERIAL), Optional.empty());
        return object(
                "material",
                MATERIAL,
                "keyId",
                KEY_ID,
                "keyVersion",
                2,
                "encryptionContext",
                new LinkedHashMap<>(new TreeMap<>(pairs)),
                "salt",
                SALT,
                "plaintext",
                plaintext,
                "ciphertext",
                LocalKeyMessages.seal(KEY_ID, version, SALT, plaintext, new TreeMap<>(pairs)));
    }

    private static Map<String, Object> keyCommitment() {
        return object(
                "dataKey",
                DATA_KEY,
                "suite",
                "AES_256_GCM",
                "bucketId",
                BUCKET_ID,
                "blobId",
                BLOB_ID,
                "commitment",
                KeyCommitment.of(dataKey(), CipherSuite.AES_256_GCM, BUCKET_ID, BLOB_ID));
    }

    private static Map<String, Object> recordTag(Optional<byte[]> root) {
        byte[] commitment = KeyCommitment.of(dataKey(), CipherSuite.SM4_GCM, BUCKET_ID, BLOB_ID);
        RecordFacts facts =
                new RecordFacts(BUCKET_ID, NAME, "CAEQ", BLOB_ID, CipherSuite.SM4_GCM, 5_000_001, 2, root, commitment);
        return object(
                "dataKey",
                DATA_KEY,
                "suite",
                "SM4_GCM",
                "bucketId",
                BUCKET_ID,
                "name",
                NAME,
                "versionId",
                "CAEQ",
                "blobId",
                BLOB_ID,
                "length",
                5_000_001,
                "extentCount",
                2,
                "manifestRoot",
                root.orElse(new byte[0]),
                "commitment",
                commitment,
                "canonicalFacts",
                facts.canonicalBytes(),
                "tag",
                RecordTag.of(dataKey(), facts));
    }

    private static Map<String, Object> sealedAttribute() {
        byte[] plaintext = "etag=0123".getBytes(StandardCharsets.US_ASCII);
        SealedAttribute.Context context = new SealedAttribute.Context(BUCKET_ID, NAME, 1, BLOB_ID);
        return object(
                "attributeKey",
                DATA_KEY,
                "bucketId",
                BUCKET_ID,
                "name",
                NAME,
                "kind",
                1,
                "blobId",
                BLOB_ID,
                "salt",
                SALT,
                "plaintext",
                plaintext,
                "sealed",
                SealedAttribute.seal(dataKey(), context, SALT, plaintext));
    }

    private static Map<String, Object> rootKeyDerivation() {
        return object(
                "rootKey",
                ROOT_KEY,
                "purpose",
                "records/v1",
                "derived",
                rootKey().derive("records/v1"));
    }

    private static Map<String, Object> secretBox() {
        byte[] plaintext = "an access key secret".getBytes(StandardCharsets.US_ASCII);
        byte[] associatedData = "LTAI-example".getBytes(StandardCharsets.US_ASCII);
        return object(
                "rootKey",
                ROOT_KEY,
                "purpose",
                "secrets/v1",
                "associatedData",
                associatedData,
                "salt",
                SALT,
                "plaintext",
                plaintext,
                "sealed",
                new SecretBox(rootKey(), "secrets/v1").seal(plaintext, SALT, associatedData));
    }

    private static Map<String, Object> keystore() {
        return keystore(KeyRingFormat.write(keyRing()), sealedKeystore());
    }

    private static Map<String, Object> keystore(byte[] keys, byte[] file) {
        return object(
                "rootKey",
                ROOT_KEY,
                "keystoreKey",
                counting(32, 0x10),
                "keystoreKeySalt",
                SALT,
                "keysSalt",
                counting(32, 0x30),
                "keys",
                keys,
                "file",
                file);
    }

    /** As the last version that wrote format 1 wrote them. */
    private static byte[] firstKeys() {
        return firstFormat(0);
    }

    static byte[] firstKeystore() {
        return firstFormat(1);
    }

    private static byte[] firstFormat(int line) {
        try (InputStream in = TestVectors.class.getResourceAsStream("keystore-format-1.hex")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(text.lines().toList().get(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    private static void append(StringBuilder text, Object value, String indent) {
        String inner = indent + "  ";
        switch (value) {
            case Map<?, ?> map -> {
                String separator = "{\n";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    text.append(separator)
                            .append(inner)
                            .append('"')
                            .append(entry.getKey())
                            .append("\": ");
                    append(text, entry.getValue(), inner);
                    separator = ",\n";
                }
                text.append('\n').append(indent).append('}');
            }
            case List<?> list -> {
                String separator = "[\n";
                for (Object element : list) {
                    text.append(separator).append(inner);
                    append(text, element, inner);
                    separator = ",\n";
                }
                text.append('\n').append(indent).append(']');
            }
            case byte[] bytes ->
                text.append('"').append(HexFormat.of().formatHex(bytes)).append('"');
            case Integer number -> text.append(number);
            default -> text.append('"').append(value).append('"');
        }
    }
}
