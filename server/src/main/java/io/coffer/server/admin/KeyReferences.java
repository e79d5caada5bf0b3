package io.coffer.server.admin;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.KeyAliases;
import io.coffer.encryption.KeyAliases.Alias;
import io.coffer.encryption.KeyMetadata;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyPurpose;
import io.coffer.model.AccountId;
import io.coffer.model.Region;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How callers name keys: by id, by {@code alias/NAME}, or by either one's ARN. A caller sees the keys of its own account
 * alone, and neither service keys nor destroyed ones.
 */
final class KeyReferences {
    static final String KEY_ID = "KeyId";
    static final String ALIAS_PREFIX = "alias/";

    /** The alias of an account's default key, which nobody made and nobody can take. */
    private static final String DEFAULT_ALIAS = ALIAS_PREFIX + "acs/oss";

    private final KeyAdministration keys;
    private final KeyAliases aliases;
    private final Region region;

    KeyReferences(KeyAdministration keys, KeyAliases aliases, Region region) {
        this.keys = keys;
        this.aliases = aliases;
        this.region = region;
    }

    /** Where keys are made and listed. */
    String keys(AdminCall call) {
        return arn(call.account().value(), "key");
    }

    /** Where aliases are listed. */
    String aliases(AdminCall call) {
        return arn(call.account().value(), "alias");
    }

    /** What RAM decides on: the key that is meant, or the name when there is no such alias. */
    String resource(AdminCall call) {
        return resource(call, call.required(KEY_ID));
    }

    String resource(AdminCall call, String reference) {
        String local = local(call, reference);
        String named = local.startsWith(ALIAS_PREFIX)
                ? keyIdOf(call, local).map(id -> "key/" + id).orElse(local)
                : "key/" + local;
        return arn(call.account().value(), named);
    }

    String aliasResource(AdminCall call) {
        return arn(call.account().value(), call.required("AliasName"));
    }

    String arn(KeyMetadata key) {
        return arn(key.owner(), "key/" + key.keyId());
    }

    String arn(Alias alias) {
        return arn(alias.owner(), alias.name());
    }

    private String arn(String account, String name) {
        return "acs:kms:" + region + ":" + account + ":" + name;
    }

    /** For actions that take an id alone. */
    KeyMetadata key(AdminCall call) {
        return key(call, call.required(KEY_ID));
    }

    KeyMetadata key(AdminCall call, String reference) {
        if (local(call, reference).startsWith(ALIAS_PREFIX)) {
            throw KeyError.ALIAS_NOT_ACCEPTED.exception();
        }
        return byId(call, local(call, reference));
    }

    /** For actions that take an alias as well. */
    KeyMetadata keyOrAliased(AdminCall call, String reference) {
        String local = local(call, reference);
        return byId(
                call,
                local.startsWith(ALIAS_PREFIX)
                        ? keyIdOf(call, local).orElseThrow(KeyError.ALIAS_NOT_FOUND::exception)
                        : local);
    }

    private KeyMetadata byId(AdminCall call, String keyId) {
        KeyMetadata key = keys.describe(keyId);
        if (!isVisible(key, call)) {
            throw KeyError.KEY_NOT_FOUND.exception();
        }
        return key;
    }

    /** All in the order of their creation. */
    List<KeyMetadata> visible(AdminCall call) {
        return keys.list().stream().filter(key -> isVisible(key, call)).toList();
    }

    private static boolean isVisible(KeyMetadata key, AdminCall call) {
        return key.purpose() != KeyPurpose.SERVICE
                && key.state() != KeyState.DESTROYED
                && key.owner().equals(call.account().value());
    }

    /** An ARN without what every key of the account shares; another account's stays whole, and names nothing. */
    private String local(AdminCall call, String reference) {
        String key = arn(call.account().value(), "key/");
        String alias = arn(call.account().value(), ALIAS_PREFIX);
        if (reference.startsWith(key)) {
            return reference.substring(key.length());
        }
        return reference.startsWith(alias) ? ALIAS_PREFIX + reference.substring(alias.length()) : reference;
    }

    private Optional<String> keyIdOf(AdminCall call, String alias) {
        return allAliases(call.account())
                .filter(known -> known.name().equals(alias))
                .map(Alias::keyId)
                .findFirst();
    }

    /** Those made by the account, and its default key's. */
    Stream<Alias> allAliases(AccountId account) {
        Stream<Alias> given = keys.find(account.value(), KeyPurpose.DEFAULT).stream()
                .map(key -> new Alias(account.value(), DEFAULT_ALIAS, key.keyId()));
        return Stream.concat(given, aliases.aliases(account.value()).stream());
    }
}
