package io.coffer.server.admin;

import io.coffer.encryption.KeyAliases;
import io.coffer.encryption.KeyAliases.Alias;
import io.coffer.encryption.KeyMetadata;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** KMS's actions on aliases, further names of keys. */
final class KeyAliasActions implements AdminActionFamily {
    private static final String NAME = "AliasName";
    private static final Pattern ALLOWED = Pattern.compile("alias/[A-Za-z0-9/_-]{1,249}");
    private static final String RESERVED = KeyReferences.ALIAS_PREFIX + "acs";

    private final KeyAliases aliases;
    private final KeyReferences references;

    KeyAliasActions(KeyAliases aliases, KeyReferences references) {
        this.aliases = aliases;
        this.references = references;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(
                AdminAction.of(AdminService.KMS, "CreateAlias", "Gives a key one more name, `alias/...`.")
                        .required(KeyReferences.KEY_ID, NAME)
                        .alsoOn(references::aliasResource)
                        .on(references::resource)
                        .handle(this::create),
                AdminAction.of(AdminService.KMS, "UpdateAlias", "Lets an alias stand for another key.")
                        .required(KeyReferences.KEY_ID, NAME)
                        .alsoOn(references::aliasResource)
                        .on(references::resource)
                        .handle(this::update),
                AdminAction.of(AdminService.KMS, "DeleteAlias", "Takes an alias away; its key stays.")
                        .required(NAME)
                        .alsoOn(call -> references.resource(call, call.required(NAME)))
                        .on(references::aliasResource)
                        .handle(this::delete),
                AdminAction.of(AdminService.KMS, "ListAliases", "Lists the aliases of the account.")
                        .optional("PageNumber", "PageSize")
                        .on(references::aliases)
                        .handle(call -> list(call, references.allAliases(call.account()))),
                AdminAction.of(AdminService.KMS, "ListAliasesByKeyId", "Lists the aliases of a key.")
                        .required(KeyReferences.KEY_ID)
                        .optional("PageNumber", "PageSize")
                        .on(references::resource)
                        .handle(this::listOfKey));
    }

    private ObjectNode create(AdminCall call) {
        KeyMetadata key = references.key(call);
        KeyError.changing(() -> aliases.createAlias(call.account().value(), name(call), key.keyId()));
        return Answer.empty();
    }

    private ObjectNode update(AdminCall call) {
        aliases.updateAlias(
                call.account().value(), name(call), references.key(call).keyId());
        return Answer.empty();
    }

    private ObjectNode delete(AdminCall call) {
        aliases.deleteAlias(call.account().value(), name(call));
        return Answer.empty();
    }

    private static String name(AdminCall call) {
        String name = call.required(NAME);
        if (!ALLOWED.matcher(name).matches() || name.startsWith(RESERVED)) {
            throw KeyError.invalid(
                    NAME, "It is alias/ and letters, digits, _, - or /, at most 255 characters, and not alias/acs.");
        }
        return name;
    }

    private ObjectNode listOfKey(AdminCall call) {
        String keyId = references.key(call).keyId();
        return list(
                call,
                references
                        .allAliases(call.account())
                        .filter(alias -> alias.keyId().equals(keyId)));
    }

    private ObjectNode list(AdminCall call, Stream<Alias> found) {
        return KeyView.page(
                call,
                "Aliases",
                "Alias",
                found.toList(),
                alias -> Answer.empty()
                        .put("AliasName", alias.name())
                        .put("AliasArn", references.arn(alias))
                        .put(KeyReferences.KEY_ID, alias.keyId()));
    }
}
