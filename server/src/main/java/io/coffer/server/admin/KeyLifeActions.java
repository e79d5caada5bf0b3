package io.coffer.server.admin;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.KeyMetadata;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyOrigin;
import io.coffer.encryption.KeyPurpose;
import io.coffer.encryption.KeySettings;
import io.coffer.model.Region;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.databind.node.ObjectNode;

/** KMS's actions on the life of keys: made, shown, stopped and deleted. */
final class KeyLifeActions implements AdminActionFamily {
    private static final String DESCRIPTION = "Description";
    private static final String PROTECTED_ARN = "ProtectedResourceArn";
    private static final String PROTECTION_REASON = "DeletionProtectionDescription";
    private static final int MAX_DESCRIPTION = 8192;
    private static final int MAX_REASON = 256;
    private static final int MIN_DELETION_DAYS = 7;
    private static final int MAX_DELETION_DAYS = 366;

    private final KeyAdministration keys;
    private final KeyReferences references;
    private final Region region;

    KeyLifeActions(KeyAdministration keys, KeyReferences references, Region region) {
        this.keys = keys;
        this.references = references;
        this.region = region;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(
                AdminAction.of(
                                AdminService.KMS,
                                "CreateKey",
                                "Makes a master key, of its own material or to import it.")
                        .optional(DESCRIPTION, "KeyUsage", "Origin", "KeySpec", "ProtectionLevel")
                        .optional("EnableAutomaticRotation", "RotationInterval", "Tags")
                        .on(references::keys)
                        .handle(this::create),
                AdminAction.of(AdminService.KMS, "DescribeKey", "Shows what is known of a key but its material.")
                        .required(KeyReferences.KEY_ID)
                        .on(references::resource)
                        .handle(call -> shown(references.keyOrAliased(call, call.required(KeyReferences.KEY_ID)))),
                AdminAction.of(
                                AdminService.KMS,
                                "ListKeys",
                                "Lists the keys of the account that the Filters let through.")
                        .optional("PageNumber", "PageSize", "Filters")
                        .on(references::keys)
                        .handle(this::list),
                onKey("UpdateKeyDescription", "Changes the description of a key.")
                        .required(DESCRIPTION)
                        .on(references::resource)
                        .handle(this::describe),
                onKey("EnableKey", "Lets a key be used again.")
                        .on(references::resource)
                        .handle(call -> changed(call, key -> keys.enable(key.keyId()))),
                onKey("DisableKey", "Stops every use of a key, reading included.")
                        .on(references::resource)
                        .handle(call -> changed(call, key -> keys.disable(key.keyId()))),
                onKey("ScheduleKeyDeletion", "Stops a key, and destroys it after PendingWindowInDays (7 to 366).")
                        .required("PendingWindowInDays")
                        .on(references::resource)
                        .handle(this::scheduleDeletion),
                onKey("CancelKeyDeletion", "Keeps a key that is to be deleted.")
                        .on(references::resource)
                        .handle(call -> changed(call, this::cancelDeletion)),
                AdminAction.of(
                                AdminService.KMS,
                                "SetDeletionProtection",
                                "Says that a key must not be deleted, or may.")
                        .required("EnableDeletionProtection")
                        .optional(PROTECTED_ARN, KeyReferences.KEY_ID, PROTECTION_REASON)
                        .on(call -> references.resource(call, protectedKey(call)))
                        .handle(this::protect),
                AdminAction.of(AdminService.KMS, "DescribeRegions", "Names the region.")
                        .forEverySignedCaller()
                        .handle(call -> Answer.list(
                                "Regions",
                                "Region",
                                List.of(region),
                                only -> Answer.empty().put("RegionId", only.toString()))));
    }

    private static AdminAction.Draft onKey(String name, String summary) {
        return AdminAction.of(AdminService.KMS, name, summary).required(KeyReferences.KEY_ID);
    }

    private ObjectNode shown(KeyMetadata key) {
        return KeyView.metadata(key, references.arn(key));
    }

    private ObjectNode create(AdminCall call) {
        requireOnly(call, "KeyUsage", KeyView.USAGE);
        requireOnly(call, "KeySpec", KeyView.SPEC);
        requireOnly(call, "ProtectionLevel", KeyView.PROTECTION);
        KeyOrigin origin = switch (call.optional("Origin").orElse("Aliyun_KMS")) {
            case "Aliyun_KMS" -> KeyOrigin.COFFER;
            case "EXTERNAL" -> KeyOrigin.EXTERNAL;
            default -> throw KeyError.invalid("Origin", "It must be Aliyun_KMS or EXTERNAL.");
        };
        Optional<Duration> rotation = KeyParameters.flag(call, "EnableAutomaticRotation")
                ? Optional.of(KeyParameters.rotationInterval(call))
                : Optional.empty();
        if (rotation.isPresent() && origin == KeyOrigin.EXTERNAL) {
            throw KeyError.invalid("EnableAutomaticRotation", "Imported material is not rotated.");
        }
        SortedMap<String, String> tags =
                call.optional("Tags").isPresent() ? KeyParameters.tags(call, "Tags") : Collections.emptySortedMap();
        return shown(keys.create(
                call.account().value(),
                KeyPurpose.CUSTOMER,
                origin,
                new KeySettings(text(call, DESCRIPTION, MAX_DESCRIPTION), tags, rotation, Optional.empty())));
    }

    private static void requireOnly(AdminCall call, String parameter, String value) {
        if (!call.optional(parameter).orElse(value).equals(value)) {
            throw KeyError.invalid(parameter, "It must be " + value + ".");
        }
    }

    private static String text(AdminCall call, String parameter, int longest) {
        String text = call.text(parameter);
        if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            throw KeyError.invalid(parameter, "It is too long or has control characters.");
        }
        return text;
    }

    private ObjectNode list(AdminCall call) {
        KeyFilters filters =
                new KeyFilters(call, references.allAliases(call.account()).toList());
        List<KeyMetadata> found =
                references.visible(call).stream().filter(filters::accept).toList();
        return KeyView.page(
                call,
                "Keys",
                "Key",
                found,
                key -> Answer.empty().put(KeyReferences.KEY_ID, key.keyId()).put("KeyArn", references.arn(key)));
    }

    private ObjectNode describe(AdminCall call) {
        String description = text(call, DESCRIPTION, MAX_DESCRIPTION);
        keys.configure(references.key(call).keyId(), settings -> settings.withDescription(description));
        return Answer.empty();
    }

    /** A change of a key's state. */
    @FunctionalInterface
    private interface StateChange {
        void of(KeyMetadata key);
    }

    private ObjectNode changed(AdminCall call, StateChange change) {
        KeyMetadata key = references.key(call);
        KeyError.changing(() -> change.of(key));
        return Answer.empty();
    }

    private ObjectNode scheduleDeletion(AdminCall call) {
        int days = KeyParameters.number(
                call, "PendingWindowInDays", MAX_DELETION_DAYS, MIN_DELETION_DAYS, MAX_DELETION_DAYS);
        return changed(call, key -> keys.scheduleDeletion(key.keyId(), days));
    }

    private void cancelDeletion(KeyMetadata key) {
        if (key.state() != KeyState.PENDING_DELETION) {
            throw KeyError.STATE.exception();
        }
        keys.cancelDeletion(key.keyId());
    }

    private static String protectedKey(AdminCall call) {
        return call.optional(PROTECTED_ARN).orElseGet(() -> call.required(KeyReferences.KEY_ID));
    }

    private ObjectNode protect(AdminCall call) {
        boolean wanted = KeyParameters.flag(call, "EnableDeletionProtection");
        Optional<String> reason = wanted ? Optional.of(text(call, PROTECTION_REASON, MAX_REASON)) : Optional.empty();
        keys.configure(
                references.key(call, protectedKey(call)).keyId(), settings -> settings.withDeletionProtection(reason));
        return Answer.empty();
    }
}
