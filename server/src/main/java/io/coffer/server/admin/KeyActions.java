package io.coffer.server.admin;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.LocalKeyStore;
import io.coffer.encryption.SecretBox;
import io.coffer.model.Region;
import io.coffer.server.keyuse.KeyUseRecorder;
import java.time.InstantSource;
import java.util.List;

/** Everything that KMS offers on the keys of the local store. */
public final class KeyActions implements AdminActionFamily {
    private final List<AdminActionFamily> families;

    private KeyActions(List<AdminActionFamily> families) {
        this.families = families;
    }

    /** What there is of it for keys that a service beyond this server keeps: their life, as far as the service lets. */
    public static KeyActions beyond(KeyAdministration keys, Region region) {
        return new KeyActions(
                List.of(new KeyLifeActions(keys, new KeyReferences(keys, new NoAliases(), region), region)));
    }

    /** @param tokens seals the tokens with which material is imported */
    public static KeyActions of(
            LocalKeyStore store, KeyUseRecorder keyUses, SecretBox tokens, Region region, InstantSource clock) {
        KeyReferences references = new KeyReferences(store, store.aliases(), region);
        return new KeyActions(List.of(
                new KeyLifeActions(store, references, region),
                new KeyVersionActions(store, references),
                new KeyAliasActions(store.aliases(), references),
                new KeyTagActions(store, references),
                new KeyImportActions(store.imports(), references, new ImportTokens(tokens, clock), clock),
                new KeyMessageActions(store.messages(), keyUses, references)));
    }

    @Override
    public List<AdminAction> actions() {
        return families.stream()
                .map(AdminActionFamily::actions)
                .flatMap(List::stream)
                .toList();
    }
}
