package io.coffer.encryption;

import io.coffer.encryption.KeyDerivation.Purpose;
import io.coffer.encryption.KeyMetadata.KeyState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

    private TestVectors() {}

    static String json() {
        Map<String, Object> vectors = new LinkedHashMap<>();
        vectors.put("extents", extents());
        vectors.put("wrappedKey", wrappedKey());
        vectors.put("keyCommitment", keyCommitment());
        vectors.put("recordTags", List.of(recordTag(Optional.empty()), recordTag(Optional.of(counting(32, 0x20)))));
        vectors.put("sealedAttribute", sealedAttribute());
        vectors.put("rootKey", rootKeyDerivation());
        vectors.put("secretBox", secretBox());
        vectors.put("keystore", keystore());
        StringBuilder text = new StringBuilder();
        append(text, vectors, "");
        return text.append('\n').toString();
    }

    static RootKey rootKey() {
        return new RootKey(ROOT_KEY.clone());
    }

    static KeyRing keyRing() {
        MasterKey service = new MasterKey(
                KEY_ID,
                "1000000000000001",
                KeyPurpose.SERVICE,
                "service key of SSE-OSS",
                KeyState.ENABLED,
                Instant.ofEpochMilli(1_793_527_200_123L),
                Optional.empty(),
                List.of(MATERIAL, counting(32, 0xb0)));
        MasterKey customer = new MasterKey(
                "c3d9a1f0-0b5e-4f27-9c1d-7e6b5a493827",
                "1000000000000001",
                KeyPurpose.CUSTOMER,
                "für Fotos",
                KeyState.PENDING_DELETION,
                Instant.ofEpochMilli(1_793_527_300_000L),
                Optional.of(Instant.ofEpochMilli(1_794_132_100_000L)),
                List.of(counting(32, 0xd0)));
        return new KeyRing(List.of(service, customer));
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
                KeyRingFormat.write(keyRing()),
                "file",
                sealedKeystore());
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
