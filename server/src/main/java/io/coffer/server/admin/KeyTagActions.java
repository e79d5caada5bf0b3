package io.coffer.server.admin;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.KeyMetadata;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** KMS's actions on the tags of keys: those of one key by its id, and those of several as Alibaba's tag service names them. */
final class KeyTagActions implements AdminActionFamily {
    private static final String RESOURCES = "ResourceId.N";
    private static final String TYPE = "ResourceType";
    private static final String TAG_KEYS = "Tag.N.Key";
    private static final String TAG_VALUES = "Tag.N.Value";
    private static final String REMOVED_KEYS = "TagKey.N";
    private static final String NEXT = "NextToken";
    private static final int MAX_TAGS = 50;
    private static final int PAGE_SIZE = 200;

    private final KeyAdministration keys;
    private final KeyReferences references;

    KeyTagActions(KeyAdministration keys, KeyReferences references) {
        this.keys = keys;
        this.references = references;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(
                onKey("TagResource", "Sets Tags of a key, `[{\"TagKey\": ..., \"TagValue\": ...}]`.")
                        .required("Tags")
                        .on(references::resource)
                        .handle(call -> add(List.of(references.key(call)), KeyParameters.tags(call, "Tags"))),
                onKey("UntagResource", "Takes away the tags of a key that TagKeys names, `[...]`.")
                        .required("TagKeys")
                        .on(references::resource)
                        .handle(call -> remove(List.of(references.key(call)), KeyParameters.texts(call, "TagKeys"))),
                onKey("ListResourceTags", "Lists the tags of a key.")
                        .on(references::resource)
                        .handle(this::listOfKey),
                AdminAction.of(AdminService.KMS, "TagResources", "Sets tags of several keys.")
                        .required(TYPE)
                        .optional(RESOURCES, TAG_KEYS, TAG_VALUES)
                        .onEach(this::resources)
                        .handle(call -> add(named(call), tags(call))),
                AdminAction.of(AdminService.KMS, "UntagResources", "Takes tags away from several keys, or All of them.")
                        .required(TYPE)
                        .optional(RESOURCES, REMOVED_KEYS, "All")
                        .onEach(this::resources)
                        .handle(this::removeSeveral),
                AdminAction.of(AdminService.KMS, "ListTagResources", "Lists the tags of several keys, or of all.")
                        .required(TYPE)
                        .optional(RESOURCES, TAG_KEYS, TAG_VALUES, NEXT)
                        .onEach(this::resources)
                        .handle(this::list));
    }

    private static AdminAction.Draft onKey(String name, String summary) {
        return AdminAction.of(AdminService.KMS, name, summary).required(KeyReferences.KEY_ID);
    }

    private List<String> resources(AdminCall call) {
        Collection<String> ids = call.indexed(RESOURCES).values();
        return ids.isEmpty()
                ? List.of(references.keys(call))
                : ids.stream().map(id -> references.resource(call, id)).toList();
    }

    private static Collection<String> ids(AdminCall call) {
        Collection<String> ids = call.indexed(RESOURCES).values();
        if (ids.isEmpty()) {
            throw AdminException.missing("ResourceId.1");
        }
        return ids;
    }

    private List<KeyMetadata> named(AdminCall call) {
        requireKeys(call);
        return ids(call).stream().map(id -> references.key(call, id)).toList();
    }

    private static void requireKeys(AdminCall call) {
        if (!call.required(TYPE).equals("key")) {
            throw KeyError.invalid(TYPE, "It must be key.");
        }
    }

    private static SortedMap<String, String> tags(AdminCall call) {
        SortedMap<String, String> tags = new TreeMap<>();
        call.indexed(TAG_KEYS)
                .forEach((name, key) ->
                        tags.put(key, call.text(name.substring(0, name.length() - "Key".length()) + "Value")));
        if (tags.isEmpty()) {
            throw AdminException.missing("Tag.1.Key");
        }
        KeyParameters.requireTags("Tag", tags);
        return tags;
    }

    private ObjectNode add(List<KeyMetadata> tagged, SortedMap<String, String> tags) {
        return change(tagged, before -> {
            SortedMap<String, String> after = new TreeMap<>(before);
            after.putAll(tags);
            if (after.size() > MAX_TAGS) {
                throw KeyError.TOO_MANY_TAGS.exception();
            }
            return after;
        });
    }

    private ObjectNode remove(List<KeyMetadata> tagged, Collection<String> removed) {
        return change(tagged, before -> {
            SortedMap<String, String> after = new TreeMap<>(before);
            after.keySet().removeAll(removed);
            return after;
        });
    }

    private ObjectNode removeSeveral(AdminCall call) {
        if (KeyParameters.flag(call, "All")) {
            return change(named(call), before -> new TreeMap<>());
        }
        Collection<String> removed = call.indexed(REMOVED_KEYS).values();
        if (removed.isEmpty()) {
            throw AdminException.missing("TagKey.1");
        }
        return remove(named(call), removed);
    }

    private ObjectNode change(
            List<KeyMetadata> tagged, Function<SortedMap<String, String>, SortedMap<String, String>> change) {
        tagged.forEach(
                key -> keys.configure(key.keyId(), settings -> settings.withTags(change.apply(settings.tags()))));
        return Answer.empty();
    }

    private ObjectNode listOfKey(AdminCall call) {
        KeyMetadata key = references.key(call);
        return Answer.list(
                "Tags", "Tag", List.copyOf(key.settings().tags().entrySet()), tag -> shown("KeyId", key.keyId(), tag));
    }

    private static ObjectNode shown(String member, String keyId, Map.Entry<String, String> tag) {
        return Answer.empty().put(member, keyId).put("TagKey", tag.getKey()).put("TagValue", tag.getValue());
    }

    /** A tag of a key, in the order of key ids and then of tags. */
    private record Tagged(String keyId, Map.Entry<String, String> tag) {
        String place() {
            return keyId + "/" + tag.getKey();
        }
    }

    private ObjectNode list(AdminCall call) {
        requireKeys(call);
        List<KeyMetadata> chosen = call.indexed(RESOURCES).isEmpty() ? references.visible(call) : named(call);
        SortedMap<String, String> wanted = call.indexed(TAG_KEYS).isEmpty() ? new TreeMap<>() : tags(call);
        String after = place(call);
        List<Tagged> rest = chosen.stream()
                .filter(key -> has(key, wanted))
                .flatMap(key -> key.settings().tags().entrySet().stream().map(tag -> new Tagged(key.keyId(), tag)))
                .sorted((one, other) -> one.place().compareTo(other.place()))
                .filter(tagged -> tagged.place().compareTo(after) > 0)
                .toList();
        List<Tagged> page = rest.stream().limit(PAGE_SIZE).toList();
        ObjectNode answer = Answer.list(
                "TagResources",
                "TagResource",
                page,
                tagged -> shown("ResourceId", tagged.keyId(), tagged.tag()).put(TYPE, "key"));
        return rest.size() > page.size() ? answer.put(NEXT, token(page.getLast())) : answer;
    }

    /** Whether the key has each of the tags; a tag asked for without a value has any. */
    private static boolean has(KeyMetadata key, SortedMap<String, String> wanted) {
        Set<String> missing = new HashSet<>(wanted.keySet());
        key.settings().tags().forEach((name, value) -> {
            String asked = wanted.getOrDefault(name, "");
            if (asked.isEmpty() || asked.equals(value)) {
                missing.remove(name);
            }
        });
        return missing.isEmpty();
    }

    private static String token(Tagged last) {
        return Base64.getUrlEncoder().encodeToString(last.place().getBytes(StandardCharsets.UTF_8));
    }

    private static String place(AdminCall call) {
        try {
            return new String(Base64.getUrlDecoder().decode(call.text(NEXT)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unknown) {
            throw KeyError.invalid(NEXT, "No page ended with it.");
        }
    }
}
