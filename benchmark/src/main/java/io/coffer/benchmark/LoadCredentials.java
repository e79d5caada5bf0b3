package io.coffer.benchmark;

import io.coffer.model.Region;
import io.coffer.protocol.signature.RequestSigner;
import io.coffer.protocol.signature.SigningCredentials;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** Root credentials for the servers of one run, made up for it. */
final class LoadCredentials {
    private static final Region REGION = new Region("cn-hangzhou");
    private static final int SECRET_BYTES = 16;

    private final String secret;

    private LoadCredentials(String secret) {
        this.secret = secret;
    }

    static LoadCredentials random() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new LoadCredentials(HexFormat.of().formatHex(bytes));
    }

    String accessKeyId() {
        return "load-driver";
    }

    String secretText() {
        return secret;
    }

    RequestSigner signer() {
        return new RequestSigner(
                new SigningCredentials(accessKeyId(), secret.getBytes(StandardCharsets.UTF_8), Optional.empty()),
                REGION);
    }
}
