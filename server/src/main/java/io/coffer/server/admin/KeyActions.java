package io.coffer.server.admin;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.KeyMetadata;
import io.coffer.encryption.KeyPurpose;
import io.coffer.model.Region;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** KMS's actions on master keys. A caller sees the keys of its own account alone, and no service key. */
final class KeyActions {
    private static final String KEY_ID = "KeyId";
    private static final String DESCRIPTION = "Description";
    private static final int MAX_DESCRIPTION = 8192;
    private static final int DEFAULT_PAGE_SIZE = 10;
    private static final int MAX_PAGE_SIZE = 100;

    private final KeyAdministration keys;
    private final Region region;

    KeyActions(KeyAdministration keys, Region region) {
        this.keys = keys;
        this.region = region;
    }

    List<AdminAction> actions() {
        return List.of(
                AdminAction.of(AdminService.KMS, "CreateKey", "Makes a master key for SSE-KMS.")
                        .optional(DESCRIPTION, "KeyUsage", "Origin", "KeySpec")
                        .on(call -> resource(call, "*"))
                        .handle(this::create),
                AdminAction.of(AdminService.KMS, "DescribeKey", "Shows what is known of a key but its material.")
                        .required(KEY_ID)
                        .on(this::resource)
                        .handle(call -> full(visible(call))),
                AdminAction.of(AdminService.KMS, "ListKeys", "Lists the keys of the account.")
                        .optional("PageNumber", "PageSize")
                        .on(call -> resource(call, "*"))
                        .handle(this::list),
                AdminAction.of(AdminService.KMS, "EnableKey", "Lets a key be used again.")
                        .required(KEY_ID)
                        .on(this::resource)
                        .handle(this::enable),
                AdminAction.of(AdminService.KMS, "DisableKey", "Stops every use of a key, reading included.")
                        .required(KEY_ID)
                        .on(this::resource)
                        .handle(this::disable));
    }

    private String resource(AdminCall call) {
        return resource(call, call.required(KEY_ID));
    }

    private String resource(AdminCall call, String keyId) {
        return "acs:kms:" + region + ":" + call.account() + ":key/" + keyId;
    }

    private ObjectNode create(AdminCall call) {
        requireOnly(call, "KeyUsage", "ENCRYPT/DECRYPT");
        requireOnly(call, "Origin", "Aliyun_KMS");
        requireOnly(call, "KeySpec", "Aliyun_AES_256");
        String description = call.text(DESCRIPTION);
        if (description.length() > MAX_DESCRIPTION || description.chars().anyMatch(Character::isISOControl)) {
            throw AdminException.invalid(DESCRIPTION, "is too long or has control characters.");
        }
        return full(keys.create(call.account().value(), KeyPurpose.CUSTOMER, description));
    }

    private static void requireOnly(AdminCall call, String parameter, String value) {
        if (!call.optional(parameter).orElse(value).equals(value)) {
            throw AdminException.invalid(parameter, "must be " + value + ".");
        }
    }

    private ObjectNode enable(AdminCall call) {
        keys.enable(visible(call).keyId());
        return Answer.empty();
    }

    private ObjectNode disable(AdminCall call) {
        keys.disable(visible(call).keyId());
        return Answer.empty();
    }

    private ObjectNode list(AdminCall call) {
        int number = call.number("PageNumber", 1, 1, Integer.MAX_VALUE / MAX_PAGE_SIZE);
        int size = call.number("PageSize", DEFAULT_PAGE_SIZE, 1, MAX_PAGE_SIZE);
        List<KeyMetadata> all =
                keys.list().stream().filter(key -> isVisible(key, call)).toList();
        List<KeyMetadata> page =
                all.stream().skip((long) (number - 1) * size).limit(size).toList();
        return Answer.list("Keys", "Key", page, this::one)
                .put("TotalCount", all.size())
                .put("PageNumber", number)
                .put("PageSize", size);
    }

    private KeyMetadata visible(AdminCall call) {
        KeyMetadata key = keys.describe(call.required(KEY_ID));
        if (!isVisible(key, call)) {
            throw AdminError.KEY_NOT_FOUND.exception();
        }
        return key;
    }

    private static boolean isVisible(KeyMetadata key, AdminCall call) {
        return key.purpose() != KeyPurpose.SERVICE
                && key.owner().equals(call.account().value());
    }

    private ObjectNode one(KeyMetadata key) {
        return Answer.empty().put(KEY_ID, key.keyId()).put("KeyArn", arn(key));
    }

    private ObjectNode full(KeyMetadata key) {
        ObjectNode answer = Answer.empty();
        answer.putObject("KeyMetadata")
                .put(KEY_ID, key.keyId())
                .put("Arn", arn(key))
                .put("Creator", key.owner())
                .put("CreationDate", Answer.time(key.created()))
                .put(DESCRIPTION, key.description())
                .put("KeyState", state(key))
                .put("KeyUsage", "ENCRYPT/DECRYPT")
                .put("KeySpec", "Aliyun_AES_256")
                .put("Origin", "Aliyun_KMS")
                .put("ProtectionLevel", "SOFTWARE")
                .put("PrimaryKeyVersion", Integer.toString(key.versions()))
                .put("DeleteDate", key.deletionDate().map(Answer::time).orElse(""));
        return answer;
    }

    private static String state(KeyMetadata key) {
        return switch (key.state()) {
            case ENABLED -> "Enabled";
            case DISABLED -> "Disabled";
            case PENDING_DELETION -> "PendingDeletion";
        };
    }

    private String arn(KeyMetadata key) {
        return "acs:kms:" + region + ":" + key.owner() + ":key/" + key.keyId();
    }
}
