package io.coffer.server.admin;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.KeyMetadata;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyOrigin;
import io.coffer.encryption.KeyVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** KMS's actions on the versions of keys and their rotation. */
final class KeyVersionActions implements AdminActionFamily {
    private static final String VERSION_ID = "KeyVersionId";
    private static final String AUTOMATIC = "EnableAutomaticRotation";

    private final KeyAdministration keys;
    private final KeyReferences references;

    KeyVersionActions(KeyAdministration keys, KeyReferences references) {
        this.keys = keys;
        this.references = references;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(
                onKey(
                                "UpdateRotationPolicy",
                                "Says after which time a key gets a new version by itself (7 to 365 days).")
                        .required(AUTOMATIC)
                        .optional("RotationInterval")
                        .on(references::resource)
                        .handle(this::rotateByItself),
                onKey("CreateKeyVersion", "Gives a key a new version, under which is encrypted from now on.")
                        .on(references::resource)
                        .handle(this::create),
                onKey("ListKeyVersions", "Lists the versions of a key, the newest first.")
                        .optional("PageNumber", "PageSize")
                        .on(references::resource)
                        .handle(this::list),
                onKey("DescribeKeyVersion", "Shows a version of a key.")
                        .required(VERSION_ID)
                        .on(references::resource)
                        .handle(this::describe));
    }

    private static AdminAction.Draft onKey(String name, String summary) {
        return AdminAction.of(AdminService.KMS, name, summary).required(KeyReferences.KEY_ID);
    }

    private ObjectNode rotateByItself(AdminCall call) {
        KeyMetadata key = requireEnabled(references.key(call));
        Optional<Duration> interval = KeyParameters.flag(call, AUTOMATIC)
                ? Optional.of(KeyParameters.rotationInterval(call))
                : Optional.empty();
        keys.configure(key.keyId(), settings -> settings.withRotationInterval(interval));
        return Answer.empty();
    }

    private static KeyMetadata requireEnabled(KeyMetadata key) {
        if (key.origin() == KeyOrigin.EXTERNAL) {
            throw KeyError.UNSUPPORTED.exception();
        }
        if (key.state() == KeyState.DISABLED) {
            throw KeyError.DISABLED.exception();
        }
        return key;
    }

    private ObjectNode create(AdminCall call) {
        KeyMetadata key = keys.rotate(references.key(call).keyId());
        ObjectNode answer = Answer.empty();
        answer.set("KeyVersion", KeyView.version(key, key.newestVersion()));
        return answer;
    }

    private ObjectNode list(AdminCall call) {
        KeyMetadata key = references.key(call);
        return KeyView.page(
                call, "KeyVersions", "KeyVersion", key.versions().reversed(), version -> KeyView.version(key, version));
    }

    private ObjectNode describe(AdminCall call) {
        KeyMetadata key = references.key(call);
        KeyVersion version = key.versions().stream()
                .filter(known -> known.id().equals(call.required(VERSION_ID)))
                .findFirst()
                .orElseThrow(() -> KeyError.invalid(VERSION_ID, "The key has no such version."));
        ObjectNode answer = Answer.empty();
        answer.set("KeyVersion", KeyView.version(key, version));
        return answer;
    }
}
