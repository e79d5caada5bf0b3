package io.coffer.server.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A checkpoint as it leaves the machine: its text, as it was signed, and an Ed25519 signature over {@code
 * coffer/checkpoint/1}, a line feed and the text.
 *
 * @param publicKey X.509, base64; whoever verifies knows the key from elsewhere, or trusts the first one
 * @param signature base64
 */
public record SignedCheckpoint(String checkpoint, String publicKey, String signature) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DOMAIN = "coffer/checkpoint/1\n";
    private static final int MOST_OF_FILE = 1 << 20;

    static byte[] signed(String text) {
        return (DOMAIN + text).getBytes(StandardCharsets.UTF_8);
    }

    public Checkpoint content() {
        return Checkpoint.parse(checkpoint);
    }

    public String json() {
        return JSON.writeValueAsString(this);
    }

    /**
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when it holds no checkpoint with a signature that holds
     */
    public static SignedCheckpoint read(Path file) throws IOException {
        if (Files.size(file) > MOST_OF_FILE) {
            throw new IllegalArgumentException(file + " is too large for a checkpoint");
        }
        SignedCheckpoint read;
        try {
            read = JSON.readValue(Files.readString(file), SignedCheckpoint.class);
        } catch (JacksonException | java.nio.charset.MalformedInputException malformed) {
            throw new IllegalArgumentException(file + " is not a checkpoint", malformed);
        }
        if (!read.holds()) {
            throw new IllegalArgumentException("the signature of the checkpoint " + file + " does not hold");
        }
        return read;
    }

    private boolean holds() {
        return Ed25519.verifies(publicKey, signed(checkpoint), signature);
    }
}
