package io.coffer.server.config;

import io.coffer.model.AccountId;
import io.coffer.model.Region;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The types that are written as one text. */
final class ScalarSetting {
    private static final Map<Class<?>, Function<String, Object>> PARSERS = Map.of(
            String.class, text -> text,
            int.class, ScalarSetting::wholeNumber,
            Path.class, ScalarSetting::path,
            ListenAddress.class, ListenAddress::parse,
            AccountId.class, AccountId::new,
            Region.class, Region::new,
            SecretReference.class, SecretReference::parse,
            URI.class, ScalarSetting::service);

    private ScalarSetting() {}

    static boolean isScalar(Class<?> type) {
        return type.isEnum() || PARSERS.containsKey(type);
    }

    /** @throws IllegalArgumentException when the text is not of the type; the message says why */
    static Object parse(Class<?> type, String text) {
        if (type.isEnum()) {
            return constant(type, text);
        }
        return Optional.ofNullable(PARSERS.get(type))
                .orElseThrow(() -> new IllegalStateException("no text form is declared for " + type))
                .apply(text);
    }

    /** Every value of an enum as it is written. */
    static List<String> choices(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(SettingKey::text).toList();
    }

    private static Object constant(Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> SettingKey.text(constant).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is not one of " + String.join(", ", choices(type))));
    }

    private static Object wholeNumber(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", notANumber);
        }
    }

    private static Object path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException notAPath) {
            throw new IllegalArgumentException("'" + text + "' is not a path", notAPath);
        }
    }

    /** The root of a service on the web. */
    private static Object service(String text) {
        try {
            URI uri = new URI(text);
            boolean root = uri.getHost() != null && text.matches("https?://[^/?#@]+/?") && uri.getPort() <= 65_535;
            if (root) {
                return uri;
            }
        } catch (URISyntaxException notAnAddress) {
            // refused as any other text
        }
        throw new IllegalArgumentException("'" + text + "' is not of the form https://HOST:PORT or http://HOST:PORT");
    }
}
