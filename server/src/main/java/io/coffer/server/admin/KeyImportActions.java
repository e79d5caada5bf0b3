package io.coffer.server.admin;

import io.coffer.encryption.KeyImport;
import io.coffer.encryption.KeyMetadata;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyOrigin;
import io.coffer.server.admin.ImportTokens.Algorithm;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** KMS's actions on material that an owner brings along. */
final class KeyImportActions implements AdminActionFamily {
    private static final String MATERIAL = "EncryptedKeyMaterial";
    private static final String TOKEN = "ImportToken";
    private static final String EXPIRY = "KeyMaterialExpireUnix";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    private final KeyImport imports;
    private final KeyReferences references;
    private final ImportTokens tokens;
    private final InstantSource clock;

    KeyImportActions(KeyImport imports, KeyReferences references, ImportTokens tokens, InstantSource clock) {
        this.imports = imports;
        this.references = references;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(
                onKey(
                                "GetParametersForImport",
                                "Makes a public key to encrypt material with, and a token for 24 hours.")
                        .required("WrappingAlgorithm", "WrappingKeySpec")
                        .on(references::resource)
                        .handle(this::parameters),
                onKey("ImportKeyMaterial", "Gives a key of origin EXTERNAL its 32 bytes of material.")
                        .required(MATERIAL, TOKEN)
                        .optional(EXPIRY)
                        .on(references::resource)
                        .handle(this::importMaterial),
                onKey("DeleteKeyMaterial", "Deletes imported material; only the same can be imported again.")
                        .on(references::resource)
                        .handle(call -> delete(external(call))));
    }

    private static AdminAction.Draft onKey(String name, String summary) {
        return AdminAction.of(AdminService.KMS, name, summary).required(KeyReferences.KEY_ID);
    }

    private KeyMetadata external(AdminCall call) {
        KeyMetadata key = references.key(call);
        if (key.origin() != KeyOrigin.EXTERNAL) {
            throw KeyError.ORIGIN.exception();
        }
        return key;
    }

    private ObjectNode parameters(AdminCall call) {
        KeyMetadata key = external(call);
        if (!call.required("WrappingKeySpec").equals("RSA_2048")) {
            throw KeyError.invalid("WrappingKeySpec", "It must be RSA_2048.");
        }
        Algorithm algorithm = Arrays.stream(Algorithm.values())
                .filter(known -> known.name().equals(call.required("WrappingAlgorithm")))
                .findFirst()
                .orElseThrow(() -> KeyError.invalid(
                        "WrappingAlgorithm", "It must be one of " + Arrays.toString(Algorithm.values()) + "."));
        ImportTokens.Parameters made = tokens.make(key.keyId(), algorithm);
        return Answer.empty()
                .put(KeyReferences.KEY_ID, key.keyId())
                .put("PublicKey", made.publicKey())
                .put(TOKEN, made.token())
                .put("TokenExpireTime", Answer.time(made.expiry()));
    }

    private ObjectNode importMaterial(AdminCall call) {
        KeyMetadata key = external(call);
        if (key.state() == KeyState.PENDING_DELETION) {
            throw KeyError.STATE.exception();
        }
        Optional<Instant> expiry = expiry(call);
        byte[] material =
                tokens.open(key.keyId(), KeyParameters.base64(call, TOKEN), KeyParameters.base64(call, MATERIAL));
        try {
            if (material.length != KeyImport.MATERIAL_LENGTH) {
                throw KeyError.INVALID_MATERIAL.exception();
            }
            imports.importMaterial(key.keyId(), material, expiry);
        } finally {
            Arrays.fill(material, (byte) 0);
        }
        return Answer.empty();
    }

    /** Seconds since 1970; 0 or nothing when the material does not expire. */
    private Optional<Instant> expiry(AdminCall call) {
        String text = call.optional(EXPIRY).orElse("0");
        if (!SECONDS.matcher(text).matches()) {
            throw KeyError.invalid(EXPIRY, "It must be a time in seconds since 1970.");
        }
        long seconds = Long.parseLong(text);
        if (seconds == 0) {
            return Optional.empty();
        }
        Instant expiry = Instant.ofEpochSecond(seconds);
        if (!expiry.isAfter(clock.instant())) {
            throw KeyError.invalid(EXPIRY, "It must be in the future.");
        }
        return Optional.of(expiry);
    }

    private ObjectNode delete(KeyMetadata key) {
        imports.deleteMaterial(key.keyId());
        return Answer.empty();
    }
}
