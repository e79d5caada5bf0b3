package io.coffer.server.main;

import io.coffer.encryption.DurableFile;
import io.coffer.encryption.RootKey;
import io.coffer.encryption.SecretBox;
import io.coffer.server.authentication.AccessKeySecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first account's root access key, made at the first start and kept sealed under the root key, so that whoever holds
 * that key can see it again.
 */
final class RootCredentialsFile {
    private static final String NAME = "root-credentials";
    private static final byte[] PLACE = NAME.getBytes(StandardCharsets.UTF_8);

    private final Path file;
    private final SecretBox box;

    RootCredentialsFile(Path dataDirectory, SecretBox box) {
        this.file = dataDirectory.resolve(NAME);
        this.box = box;
    }

    record Credentials(String accessKeyId, AccessKeySecret secret) {
        private static final String ID_PREFIX = "LTAI";
        private static final int ID_LENGTH = 20;
        private static final int SECRET_LENGTH = 30;
        private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

        static Credentials random() {
            return new Credentials(ID_PREFIX + random(ID_LENGTH), AccessKeySecret.of(random(SECRET_LENGTH)));
        }

        private static String random(int length) {
            return new SecureRandom()
                    .ints(length, 0, ALPHABET.length())
                    .collect(StringBuilder::new, (text, at) -> text.append(ALPHABET.charAt(at)), StringBuilder::append)
                    .toString();
        }
    }

    /** What the file is sealed with. */
    static SecretBox box(RootKey rootKey) {
        return new SecretBox(rootKey, "root-credentials/v1");
    }

    Optional<Credentials> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            byte[] opened = box.open(Files.readAllBytes(file), PLACE);
            String[] lines = new String(opened, StandardCharsets.UTF_8).split("\n", -1);
            Arrays.fill(opened, (byte) 0);
            return Optional.of(new Credentials(lines[0], AccessKeySecret.of(lines[1])));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Durable when it returns. */
    void write(Credentials credentials) {
        byte[] plaintext =
                (credentials.accessKeyId() + "\n" + credentials.secret().reveal()).getBytes(StandardCharsets.UTF_8);
        try {
            DurableFile.replace(file, box.seal(plaintext, PLACE));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }
}
