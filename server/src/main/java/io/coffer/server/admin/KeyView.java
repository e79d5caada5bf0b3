package io.coffer.server.admin;

import io.coffer.encryption.KeyMetadata;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyOrigin;
import io.coffer.encryption.KeyPurpose;
import io.coffer.encryption.KeyVersion;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** How KMS shows keys. */
final class KeyView {
    static final String SPEC = "Aliyun_AES_256";
    static final String USAGE = "ENCRYPT/DECRYPT";
    static final String PROTECTION = "SOFTWARE";

    private static final int DEFAULT_PAGE_SIZE = 10;
    private static final int MAX_PAGE_SIZE = 100;

    private KeyView() {}

    static ObjectNode metadata(KeyMetadata key, String arn) {
        ObjectNode answer = Answer.empty();
        ObjectNode shown = answer.putObject("KeyMetadata")
                .put("KeyId", key.keyId())
                .put("Arn", arn)
                .put("Creator", key.owner())
                .put("CreationDate", Answer.time(key.created()))
                .put("Description", key.description())
                .put("KeyState", state(key))
                .put("KeyUsage", USAGE)
                .put("KeySpec", SPEC)
                .put("Origin", origin(key))
                .put("ProtectionLevel", PROTECTION)
                .put(
                        "PrimaryKeyVersion",
                        key.wrappingVersion().orElse(key.newestVersion()).id())
                .put("DeleteDate", key.deletionDate().map(Answer::time).orElse(""))
                .put(
                        "MaterialExpireTime",
                        key.materialExpiry().map(Answer::time).orElse(""))
                .put("LastRotationDate", Answer.time(key.newestVersion().created()))
                .put("AutomaticRotation", automaticRotation(key))
                .put("DeletionProtection", key.settings().deletionProtection().isPresent() ? "Enabled" : "Disabled");
        key.settings().deletionProtection().ifPresent(reason -> shown.put("DeletionProtectionDescription", reason));
        key.settings()
                .rotationInterval()
                .ifPresent(interval -> shown.put("RotationInterval", interval.toSeconds() + "s"));
        key.nextRotation().ifPresent(next -> shown.put("NextRotationDate", Answer.time(next)));
        return answer;
    }

    private static String automaticRotation(KeyMetadata key) {
        if (key.settings().rotationInterval().isEmpty()) {
            return "Disabled";
        }
        return key.state() == KeyState.ENABLED ? "Enabled" : "Suspended";
    }

    static String state(KeyMetadata key) {
        return switch (key.state()) {
            case ENABLED -> "Enabled";
            case DISABLED -> "Disabled";
            case PENDING_DELETION -> "PendingDeletion";
            case PENDING_IMPORT -> "PendingImport";
            case DESTROYED -> throw new IllegalArgumentException("a destroyed key is not shown");
        };
    }

    static String origin(KeyMetadata key) {
        return key.origin() == KeyOrigin.EXTERNAL ? "EXTERNAL" : "Aliyun_KMS";
    }

    static String creatorType(KeyMetadata key) {
        return key.purpose() == KeyPurpose.CUSTOMER ? "User" : "Service";
    }

    static ObjectNode version(KeyMetadata key, KeyVersion version) {
        return Answer.empty()
                .put("KeyId", key.keyId())
                .put("KeyVersionId", version.id())
                .put("CreationDate", Answer.time(version.created()));
    }

    /** The page that the call asks for. */
    static <T> ObjectNode page(
            AdminCall call, String plural, String singular, List<T> all, Function<T, ObjectNode> one) {
        int number = KeyParameters.number(call, "PageNumber", 1, 1, Integer.MAX_VALUE / MAX_PAGE_SIZE);
        int size = KeyParameters.number(call, "PageSize", DEFAULT_PAGE_SIZE, 1, MAX_PAGE_SIZE);
        List<T> page = all.stream().skip((long) (number - 1) * size).limit(size).toList();
        return Answer.list(plural, singular, page, one)
                .put("TotalCount", all.size())
                .put("PageNumber", number)
                .put("PageSize", size);
    }
}
