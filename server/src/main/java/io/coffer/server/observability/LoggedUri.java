package io.coffer.server.observability;

import io.coffer.protocol.QueryParameters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Path and query as they may be shown: whoever reads a signature could use it until it expires. */
final class LoggedUri {
    private static final String HIDDEN = "-";
    private static final Set<String> SECRET =
            Set.of("signature", "x-oss-signature", "security-token", "x-oss-security-token");

    private LoggedUri() {}

    /** @param uri as it was sent */
    static String of(String uri) {
        int query = uri.indexOf('?');
        if (query < 0) {
            return uri;
        }
        return Arrays.stream(uri.substring(query + 1).split("&", -1))
                .map(LoggedUri::shown)
                .collect(Collectors.joining("&", uri.substring(0, query + 1), ""));
    }

    static boolean isSecret(String parameter) {
        return SECRET.contains(parameter.toLowerCase(Locale.ROOT));
    }

    private static String shown(String parameter) {
        int equals = parameter.indexOf('=');
        return equals >= 0 && isEncodedSecret(parameter.substring(0, equals))
                ? parameter.substring(0, equals + 1) + HIDDEN
                : parameter;
    }

    /** By the name that the server understood, which may be encoded as well. */
    private static boolean isEncodedSecret(String name) {
        return QueryParameters.parse(name).all().stream().anyMatch(parameter -> isSecret(parameter.name()));
    }
}
