package io.coffer.encryption;

import io.coffer.encryption.KeyAliases.Alias;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyVersion.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys in bytes, before sealing: number of keys (4) and each key, number of aliases (4) and each as owner, name and
 * key id (16).
 *
 * <p>A key: id (16), owner, purpose (1), origin (1), state (1), created (8), deletion date (8), expiry of the material (8),
 * description, number of tags (4) and each as name and value, rotation interval (8, seconds, 0 when none), deletion
 * protection (0, or 1 and its reason), number of versions (4) and each version.
 *
 * <p>A version: number (4), id (16), created (8), state (1), destroyed (8), material (0, or 1 and 32), import check (0, or
 * 1 and 32).
 *
 * <p>Text is UTF-8 behind its length (2). Times are milliseconds since 1970, -1 when absent. Numbers are big-endian.
 */
final class KeyRingFormat {
    private KeyRingFormat() {}

    /** Holds key material: the caller wipes it. */
    static byte[] write(KeyRing ring) {
        KeyRingWriter out = new KeyRingWriter().count(ring.all().size());
        ring.all().forEach(key -> write(key, out));
        out.count(ring.aliases().size());
        ring.aliases()
                .forEach(alias -> out.text(alias.owner()).text(alias.name()).id(alias.keyId()));
        return out.finish();
    }

    private static void write(MasterKey key, KeyRingWriter out) {
        out.id(key.keyId())
                .text(key.owner())
                .code(KeyCodes.of(key.purpose()))
                .code(KeyCodes.of(key.origin()))
                .code(KeyCodes.of(key.state()))
                .time(key.created())
                .time(key.deletionDate())
                .time(key.materialExpiry());
        write(key.settings(), out);
        out.count(key.versions().size());
        key.versions().forEach(version -> write(version, out));
    }

    private static void write(KeySettings settings, KeyRingWriter out) {
        out.text(settings.description()).count(settings.tags().size());
        for (Map.Entry<String, String> tag : settings.tags().entrySet()) {
            out.text(tag.getKey()).text(tag.getValue());
        }
        out.number(settings.rotationInterval().map(Duration::toSeconds).orElse(0L))
                .text(settings.deletionProtection());
    }

    private static void write(MasterKeyVersion version, KeyRingWriter out) {
        out.count(version.number())
                .id(version.facts().id())
                .time(version.facts().created())
                .code(KeyCodes.of(version.state()))
                .time(version.facts().destroyed())
                .secret(version.material())
                .secret(version.importCheck());
    }

    /** @throws IllegalArgumentException when the bytes are not of this form */
    static KeyRing read(byte[] bytes) {
        KeyRingReader in = new KeyRingReader(bytes);
        List<MasterKey> keys = in.list(() -> readKey(in));
        List<Alias> aliases = in.list(() -> new Alias(in.text(), in.text(), in.id()));
        in.requireEnd();
        return new KeyRing(keys, aliases);
    }

    private static MasterKey readKey(KeyRingReader in) {
        String id = in.id();
        String owner = in.text();
        KeyPurpose purpose = KeyCodes.purpose(in.code());
        KeyOrigin origin = KeyCodes.origin(in.code());
        KeyState state = KeyCodes.keyState(in.code());
        Instant created = in.time();
        Optional<Instant> deletionDate = in.timeOrNone();
        Optional<Instant> materialExpiry = in.timeOrNone();
        KeySettings settings = readSettings(in);
        List<MasterKeyVersion> versions = in.list(() -> readVersion(in));
        requireOrder(versions);
        return new MasterKey(
                id, owner, purpose, origin, settings, state, created, deletionDate, materialExpiry, versions);
    }

    private static void requireOrder(List<MasterKeyVersion> versions) {
        int last = 0;
        for (MasterKeyVersion version : versions) {
            if (version.number() <= last) {
                throw new IllegalArgumentException("the versions of a key are out of order");
            }
            last = version.number();
        }
        if (last == 0) {
            throw new IllegalArgumentException("a key has no version");
        }
    }

    private static KeySettings readSettings(KeyRingReader in) {
        String description = in.text();
        SortedMap<String, String> tags = new TreeMap<>();
        in.list(() -> tags.put(in.text(), in.text()));
        long seconds = in.number();
        Optional<Duration> interval = seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
        return new KeySettings(description, tags, interval, in.textOrNone());
    }

    private static MasterKeyVersion readVersion(KeyRingReader in) {
        int number = in.count();
        String id = in.id();
        Instant created = in.time();
        State state = KeyCodes.versionState(in.code());
        Optional<Instant> destroyed = in.timeOrNone();
        Optional<byte[]> material = in.secretOrNone(MasterKeyVersion.MATERIAL_LENGTH);
        Optional<byte[]> check = in.secretOrNone(MasterKeyVersion.MATERIAL_LENGTH);
        if ((state == State.DESTROYED) != destroyed.isPresent() || (destroyed.isPresent() && material.isPresent())) {
            throw new IllegalArgumentException("a version is both destroyed and not");
        }
        return new MasterKeyVersion(new KeyVersion(number, id, created, state, destroyed), material, check);
    }
}
