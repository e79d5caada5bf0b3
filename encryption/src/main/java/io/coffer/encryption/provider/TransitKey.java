package io.coffer.encryption.provider;

import io.coffer.encryption.KeyVersion;
import io.coffer.encryption.KeyVersion.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A key as a Transit engine shows it. Its versions up to {@code min_available_version} are gone; those up to {@code
 * min_decryption_version} are kept but open nothing, and the engine does not list them; under those up to {@code
 * min_encryption_version} nothing can be wrapped.
 *
 * @param answer as it came
 */
record TransitKey(String keyId, JsonNode answer) {
    private static final Set<String> TYPES = Set.of("aes256-gcm96", "chacha20-poly1305", "xchacha20-poly1305");
    private static final List<String> SHOWN = List.of(
            "name",
            "type",
            "latest_version",
            "min_available_version",
            "min_decryption_version",
            "min_encryption_version",
            "keys");

    private JsonNode data() {
        return answer.path("data");
    }

    /** Whether it binds what it wraps to the context, and cannot leave the engine. */
    boolean isFit() {
        boolean bound = data().path("derived").asBoolean(false)
                && TYPES.contains(data().path("type").asString(""));
        // what is not said counts as allowed
        return bound
                && !data().path("exportable").asBoolean(true)
                && !data().path("allow_plaintext_backup").asBoolean(true);
    }

    int latest() {
        return number("latest_version");
    }

    /** The lowest version that there is. An engine that never destroyed one says 0. */
    int minAvailable() {
        return Math.max(1, number("min_available_version"));
    }

    int minDecryption() {
        return number("min_decryption_version");
    }

    int minEncryption() {
        return number("min_encryption_version");
    }

    private int number(String name) {
        return data().path(name).asInt(0);
    }

    /** Whether the version was there and is gone. */
    boolean isTrimmed(int version) {
        return version >= 1 && version < minAvailable();
    }

    /** When a version was made; absent for one that the engine does not list, or lists otherwise. */
    Optional<Instant> created(int version) {
        JsonNode time = data().path("keys").path(Integer.toString(version));
        return time.isIntegralNumber() ? Optional.of(Instant.ofEpochSecond(time.asLong())) : Optional.empty();
    }

    /** When the oldest listed version was made. */
    Instant created() {
        return IntStream.rangeClosed(1, latest())
                .mapToObj(this::created)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    List<KeyVersion> versions() {
        return IntStream.rangeClosed(1, latest())
                .mapToObj(number -> new KeyVersion(
                        number,
                        keyId + "/" + number,
                        created(number).orElse(Instant.EPOCH),
                        state(number),
                        Optional.empty()))
                .toList();
    }

    private State state(int number) {
        if (isTrimmed(number)) {
            return State.DESTROYED;
        }
        return number < minEncryption() ? State.FENCED : State.ACTIVE;
    }

    /** What a certificate quotes. */
    SortedMap<String, String> said() {
        SortedMap<String, String> said = new TreeMap<>();
        answer.path("request_id").asStringOpt().ifPresent(id -> said.put("request_id", id));
        for (String name : SHOWN) {
            JsonNode value = data().path(name);
            if (!value.isMissingNode()) {
                said.put(name, value.isString() ? value.asString() : value.toString());
            }
        }
        return said;
    }
}
