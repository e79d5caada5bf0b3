package io.coffer.server.identity;

import io.coffer.encryption.DamagedDataException;
import io.coffer.encryption.RootKey;
import io.coffer.encryption.SecretBox;
import io.coffer.server.authentication.AccessKeySecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and opens security tokens. A token carries its whole session, sealed under the root key, and the secret of its
 * access key follows from the key's id. Nothing is stored, so every gateway with the same root key takes the token.
 */
final class SessionTokens implements AutoCloseable {
    /** The longest policy, in characters that compress badly, stays below. */
    static final int MAX_TOKEN = 12 * 1024;

    private static final int MAX_CONTENT = 12 * 1024;
    private static final byte PLAIN = 0;
    private static final byte DEFLATED = 1;
    private static final byte[] ASSOCIATED = "security-token/1".getBytes(StandardCharsets.US_ASCII);
    private static final String MAC = "HmacSHA256";

    private final SecretBox box;
    private final byte[] secretKey;

    SessionTokens(RootKey rootKey) {
        this.box = new SecretBox(rootKey, "sts/v1");
        this.secretKey = rootKey.derive("sts-secrets/v1");
    }

    /** The token, in base64. */
    String seal(Session session) {
        byte[] content = session.encoded();
        byte[] packed = packed(content);
        try {
            return Base64.getEncoder().encodeToString(box.seal(packed, ASSOCIATED));
        } finally {
            Arrays.fill(content, (byte) 0);
            Arrays.fill(packed, (byte) 0);
        }
    }

    /** The bytes of a token; empty when the text has not the form of one. */
    static Optional<byte[]> bytes(String token) {
        if (token.isEmpty() || token.length() > MAX_TOKEN) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(token);
            // several texts can mean the same bytes; only the one that was given out is the token
            return Base64.getEncoder().encodeToString(bytes).equals(token) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Empty unless the token was made under this root key. */
    Optional<Session> open(byte[] token) {
        byte[] packed;
        try {
            packed = box.open(token, ASSOCIATED);
        } catch (DamagedDataException forged) {
            return Optional.empty();
        }
        return unpacked(packed).flatMap(Session::decode);
    }

    /** The secret of a temporary key. */
    AccessKeySecret secret(String accessKeyId) {
        byte[] code = new byte[0];
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secretKey, MAC));
            code = mac.doFinal(accessKeyId.getBytes(StandardCharsets.UTF_8));
            return AccessKeySecret.of(Base64.getUrlEncoder().withoutPadding().encode(code));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no " + MAC, missing);
        } finally {
            Arrays.fill(code, (byte) 0);
        }
    }

    /** Tokens travel with every request, and a policy shrinks to a third. */
    private static byte[] packed(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            byte[] deflated = new byte[content.length];
            int length = deflater.deflate(deflated);
            return deflater.finished() ? tagged(DEFLATED, Arrays.copyOf(deflated, length)) : tagged(PLAIN, content);
        } finally {
            deflater.end();
        }
    }

    private static byte[] tagged(byte form, byte[] content) {
        byte[] tagged = new byte[content.length + 1];
        tagged[0] = form;
        System.arraycopy(content, 0, tagged, 1, content.length);
        return tagged;
    }

    private static Optional<byte[]> unpacked(byte[] packed) {
        if (packed.length == 0) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOfRange(packed, 1, packed.length);
        return switch (packed[0]) {
            case PLAIN -> Optional.of(content);
            case DEFLATED -> inflated(content);
            default -> Optional.empty();
        };
    }

    private static Optional<byte[]> inflated(byte[] deflated) {
        Inflater inflater = new Inflater(true);
        byte[] content = new byte[MAX_CONTENT];
        try {
            inflater.setInput(deflated);
            int length = inflater.inflate(content);
            return inflater.finished() ? Optional.of(Arrays.copyOf(content, length)) : Optional.empty();
        } catch (DataFormatException damaged) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    @Override
    public void close() {
        box.close();
        Arrays.fill(secretKey, (byte) 0);
    }

    @Override
    public String toString() {
        return "SessionTokens";
    }
}
