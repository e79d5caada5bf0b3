package io.coffer.server.object;

import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.SharedContent;
import io.coffer.storage.Attributes;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import io.coffer.storage.Writer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** The sealed keystore as an entry of the store, in a space of its own, for all gateways of it. */
public final class EngineContent implements SharedContent {
    private static final SpaceId SPACE = new SpaceId("keystore");
    private static final Name NAME = Name.of("keystore");
    /** in bytes */
    private static final int MAX_LENGTH = 64 * 1024 * 1024;

    private final Space space;
    private OptionalLong lastGeneration = OptionalLong.empty();
    private byte[] lastContent = new byte[0];

    public EngineContent(StorageEngine engine) {
        engine.createSpace(SPACE);
        this.space = engine.space(SPACE);
    }

    /** Whether a store has a keystore in it; nothing is made by asking. */
    public static boolean existsIn(StorageEngine engine) {
        try {
            return engine.space(SPACE).head(NAME).isPresent();
        } catch (StorageException absent) {
            if (absent.kind() == Kind.NOT_FOUND) {
                return false;
            }
            throw absent;
        }
    }

    /** An unchanged body is not read again. */
    @Override
    public synchronized Optional<Versioned> read() {
        try {
            Optional<Entry> entry = space.head(NAME);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            if (lastGeneration.isEmpty()
                    || lastGeneration.getAsLong() != entry.get().generation()) {
                readBody();
            }
            return Optional.of(new Versioned(lastContent, lastGeneration.getAsLong()));
        } catch (StorageException | IOException failure) {
            throw unavailable("read", failure);
        }
    }

    private void readBody() throws IOException {
        try (Reader reader = space.open(NAME)) {
            long size = reader.entry().size();
            if (size > MAX_LENGTH) {
                throw new IOException("it is too long");
            }
            try (InputStream body = reader.range(0, size)) {
                lastContent = body.readNBytes((int) size);
            }
            lastGeneration = OptionalLong.of(reader.entry().generation());
        }
    }

    @Override
    public OptionalLong replace(byte[] content, OptionalLong generation) {
        Condition unchanged = generation.isPresent() ? Condition.generation(generation.getAsLong()) : Condition.ABSENT;
        try (Writer writer = space.begin(content.length)) {
            writer.write(content, 0, content.length);
            return OptionalLong.of(
                    space.commit(writer, NAME, Attributes.EMPTY, unchanged).generation());
        } catch (StorageException failure) {
            if (failure.kind() == Kind.CONFLICT) {
                return OptionalLong.empty();
            }
            throw unavailable("written", failure);
        }
    }

    private static KeyManagementException unavailable(String done, Exception failure) {
        return new KeyManagementException(
                KeyManagementException.Kind.UNAVAILABLE,
                "the shared keystore cannot be " + done + ": " + failure.getMessage(),
                failure);
    }
}
