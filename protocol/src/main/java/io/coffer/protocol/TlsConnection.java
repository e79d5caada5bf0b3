package io.coffer.protocol;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was agreed for the connection of a request.
 *
 * @param protocol as Java names it, such as {@code TLSv1.3}
 * @param cipherSuite as the standards name it, such as {@code TLS_AES_128_GCM_SHA256}
 */
public record TlsConnection(String protocol, String cipherSuite) {
    private static final Pattern NUMBERED = Pattern.compile("TLSv([0-9]+(?:\\.[0-9]+)?)");

    /** The version's number alone, such as {@code 1.3}. */
    public Optional<String> version() {
        Matcher numbered = NUMBERED.matcher(protocol);
        return numbered.matches() ? Optional.of(numbered.group(1)) : Optional.empty();
    }
}
