package io.coffer.server.config;

import io.coffer.server.callback.CallbackDestinations;
import java.util.List;
import java.util.Optional;

/**
 * The calls to application servers that uploads may ask for.
 *
 * @param allow what {@link CallbackDestinations} understands
 */
public record CallbackConfig(
        @Setting("Where calls may go: host names, `*.domain`, IP addresses and blocks, or `any`. Besides, a server that"
                + " listens on a loopback address only may call this machine; another one calls nobody else.")
        List<String> allow,

        @Setting("URL at which receivers find the public key of calls; without it the administration port's own,"
                + " `/-/callback-public-key`.")
        Optional<String> publicKeyUrl) {
    public CallbackConfig {
        allow = List.copyOf(allow);
        try {
            new CallbackDestinations(allow, false);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("allow: " + wrong.getMessage(), wrong);
        }
        publicKeyUrl.filter(url -> !url.matches("https?://[^\\s]+")).ifPresent(url -> {
            throw new IllegalArgumentException("public-key-url: '" + url + "' is not a URL of http or https");
        });
    }
}
