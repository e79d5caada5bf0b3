package io.coffer.server.admin;

import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyMessages;
import io.coffer.encryption.KeyMessages.Decrypted;
import io.coffer.encryption.KeyMessages.Encrypted;
import io.coffer.encryption.KeyMetadata;
import io.coffer.encryption.KeyVersion;
import io.coffer.server.keyuse.KeyUse;
import io.coffer.server.keyuse.KeyUseRecorder;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.databind.node.ObjectNode;

/** KMS's actions that use a key: on messages, and on data keys for others to encrypt with. */
final class KeyMessageActions implements AdminActionFamily {
    private static final String CONTEXT = "EncryptionContext";
    private static final String CIPHERTEXT = "CiphertextBlob";
    private static final String PLAINTEXT = "Plaintext";
    private static final String DESTINATION = "DestinationKeyId";
    private static final String DRY_RUN = "DryRun";
    private static final int MAX_DATA_KEY = 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyMessages messages;
    private final KeyUseRecorder keyUses;
    private final KeyReferences references;

    KeyMessageActions(KeyMessages messages, KeyUseRecorder keyUses, KeyReferences references) {
        this.messages = messages;
        this.keyUses = keyUses;
        this.references = references;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(
                AdminAction.of(AdminService.KMS, "Encrypt", "Encrypts a Plaintext of at most 6144 bytes, in Base64.")
                        .required(KeyReferences.KEY_ID, PLAINTEXT)
                        .optional(CONTEXT, DRY_RUN)
                        .on(references::resource)
                        .handle(this::encrypt),
                AdminAction.of(AdminService.KMS, "Decrypt", "Decrypts what was encrypted in the same context.")
                        .required(CIPHERTEXT)
                        .optional(CONTEXT, DRY_RUN)
                        .on(this::source)
                        .handle(this::decrypt),
                AdminAction.of(
                                AdminService.KMS,
                                "ReEncrypt",
                                "Decrypts and encrypts again, without telling the plaintext.")
                        .required(CIPHERTEXT, DESTINATION)
                        .optional("SourceEncryptionContext", "DestinationEncryptionContext", DRY_RUN)
                        .alsoOn(call -> references.resource(call, call.required(DESTINATION)))
                        .on(this::source)
                        .handle(this::encryptAgain),
                generating("GenerateDataKey", "Makes a random key of 1 to 1024 bytes, in clear and encrypted.")
                        .handle(call -> generate(call, true)),
                generating("GenerateDataKeyWithoutPlaintext", "Makes a random key of 1 to 1024 bytes, encrypted.")
                        .handle(call -> generate(call, false)));
    }

    private AdminAction.Guarded generating(String name, String summary) {
        return AdminAction.of(AdminService.KMS, name, summary)
                .required(KeyReferences.KEY_ID)
                .optional("KeySpec", "NumberOfBytes", CONTEXT, DRY_RUN)
                .on(references::resource);
    }

    /** What names no key is decided on where keys are, so that only those who may learn that it is malformed. */
    private String source(AdminCall call) {
        try {
            return references.resource(call, messages.keyIdOf(KeyParameters.base64(call, CIPHERTEXT)));
        } catch (AdminException | KeyManagementException malformed) {
            return references.keys(call);
        }
    }

    private ObjectNode encrypt(AdminCall call) {
        KeyMetadata key = references.keyOrAliased(call, call.required(KeyReferences.KEY_ID));
        byte[] plaintext = KeyParameters.base64(call, PLAINTEXT);
        if (plaintext.length > KeyMessages.MAX_LENGTH) {
            throw KeyError.invalid(PLAINTEXT, "It has more than " + KeyMessages.MAX_LENGTH + " bytes.");
        }
        try {
            return encrypted(call, key, plaintext, CONTEXT);
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }

    private ObjectNode encrypted(AdminCall call, KeyMetadata key, byte[] plaintext, String contextParameter) {
        Encrypted made = messages.encrypt(key.keyId(), plaintext, context(call, contextParameter));
        requireNoDryRun(call);
        record(call, KeyUse.Operation.ENCRYPT, made.keyId(), made.version()).await();
        return Answer.empty()
                .put(KeyReferences.KEY_ID, made.keyId())
                .put("KeyVersionId", made.version().id())
                .put(CIPHERTEXT, Base64.getEncoder().encodeToString(made.ciphertext()));
    }

    private KeyUseRecorder.Receipt record(
            AdminCall call, KeyUse.Operation operation, String keyId, KeyVersion version) {
        return keyUses.record(
                new KeyUse(operation, keyId, version.number(), Optional.empty(), Optional.empty(), call.keyUser()));
    }

    private static SortedMap<String, String> context(AdminCall call, String parameter) {
        return KeyParameters.encryptionContext(call, parameter);
    }

    private Decrypted open(AdminCall call, String contextParameter) {
        byte[] ciphertext = KeyParameters.base64(call, CIPHERTEXT);
        KeyMetadata key = references.key(call, messages.keyIdOf(ciphertext));
        Decrypted opened = messages.decrypt(ciphertext, context(call, contextParameter));
        if (!opened.keyId().equals(key.keyId())) {
            throw KeyError.INVALID_CIPHERTEXT.exception();
        }
        // on the disk within a moment: who reads does not wait for it
        record(call, KeyUse.Operation.DECRYPT, opened.keyId(), opened.version());
        return opened;
    }

    private ObjectNode decrypt(AdminCall call) {
        Decrypted opened = open(call, CONTEXT);
        try {
            requireNoDryRun(call);
            return Answer.empty()
                    .put(KeyReferences.KEY_ID, opened.keyId())
                    .put("KeyVersionId", opened.version().id())
                    .put(PLAINTEXT, Base64.getEncoder().encodeToString(opened.plaintext()));
        } finally {
            Arrays.fill(opened.plaintext(), (byte) 0);
        }
    }

    private ObjectNode encryptAgain(AdminCall call) {
        KeyMetadata destination = references.keyOrAliased(call, call.required(DESTINATION));
        Decrypted opened = open(call, "SourceEncryptionContext");
        try {
            return encrypted(call, destination, opened.plaintext(), "DestinationEncryptionContext");
        } finally {
            Arrays.fill(opened.plaintext(), (byte) 0);
        }
    }

    private ObjectNode generate(AdminCall call, boolean inClear) {
        KeyMetadata key = references.keyOrAliased(call, call.required(KeyReferences.KEY_ID));
        byte[] dataKey = new byte[length(call)];
        RANDOM.nextBytes(dataKey);
        try {
            ObjectNode answer = encrypted(call, key, dataKey, CONTEXT);
            return inClear ? answer.put(PLAINTEXT, Base64.getEncoder().encodeToString(dataKey)) : answer;
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /** NumberOfBytes counts before KeySpec, which is AES_256 when neither is given. */
    private static int length(AdminCall call) {
        int bySpec = switch (call.optional("KeySpec").orElse("AES_256")) {
            case "AES_256" -> 32;
            case "AES_128" -> 16;
            default -> throw KeyError.invalid("KeySpec", "It must be AES_256 or AES_128.");
        };
        return KeyParameters.number(call, "NumberOfBytes", bySpec, 1, MAX_DATA_KEY);
    }

    /** A trial ends here, where everything else has succeeded. */
    private static void requireNoDryRun(AdminCall call) {
        if (KeyParameters.flag(call, DRY_RUN)) {
            throw KeyError.DRY_RUN.exception();
        }
    }
}
