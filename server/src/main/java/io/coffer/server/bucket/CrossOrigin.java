package io.coffer.server.bucket;

import io.coffer.model.setting.CorsConfiguration;
import io.coffer.model.setting.CorsRule;
import io.coffer.protocol.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What a bucket's CORS rules let a browser know; the first rule that matches speaks. */
public final class CrossOrigin {
    private static final String ANY = "*";
    private static final String VARY = "Vary";
    private static final String ORIGIN = "Origin";

    private CrossOrigin() {}

    /**
     * The answer to a browser that asks before it sends a request.
     *
     * @param method of the request it is going to send
     * @param headers that it is going to carry
     * @return empty when no rule matches
     */
    public static Optional<Headers> preflight(
            CorsConfiguration configuration, String origin, String method, List<String> headers) {
        return first(configuration, origin, method, rule -> allows(rule.allowedHeaders(), headers))
                .map(rule -> {
                    Headers.Builder answer = Headers.builder()
                            .add("Access-Control-Allow-Origin", allowedOrigin(rule, origin))
                            .add("Access-Control-Allow-Methods", method);
                    if (!headers.isEmpty()) {
                        answer.add("Access-Control-Allow-Headers", String.join(", ", headers));
                    }
                    return told(answer, configuration, rule);
                });
    }

    /** What the answer to a request itself carries, whether it succeeded or not. */
    public static Headers answer(CorsConfiguration configuration, Optional<String> origin, String method) {
        Optional<CorsRule> match = origin.flatMap(from -> first(configuration, from, method, rule -> true));
        if (match.isEmpty()) {
            return configuration.responseVary()
                    ? Headers.builder().add(VARY, ORIGIN).build()
                    : Headers.NONE;
        }
        CorsRule rule = match.get();
        Headers.Builder answer = Headers.builder()
                .add("Access-Control-Allow-Origin", allowedOrigin(rule, origin.get()))
                .add("Access-Control-Allow-Methods", String.join(", ", rule.allowedMethods()));
        if (!rule.allowedHeaders().isEmpty()) {
            answer.add("Access-Control-Allow-Headers", String.join(", ", rule.allowedHeaders()));
        }
        return told(answer, configuration, rule);
    }

    private static Headers told(Headers.Builder answer, CorsConfiguration configuration, CorsRule rule) {
        if (!rule.exposeHeaders().isEmpty()) {
            answer.add("Access-Control-Expose-Headers", String.join(", ", rule.exposeHeaders()));
        }
        rule.maxAgeSeconds().ifPresent(seconds -> answer.add("Access-Control-Max-Age", seconds.toString()));
        // what one origin was told must not be served to another from a cache
        if (configuration.responseVary() || !rule.allowedOrigins().contains(ANY)) {
            answer.add(VARY, ORIGIN);
        }
        return answer.build();
    }

    private static String allowedOrigin(CorsRule rule, String origin) {
        return rule.allowedOrigins().contains(ANY) ? ANY : origin;
    }

    private static Optional<CorsRule> first(
            CorsConfiguration configuration, String origin, String method, Predicate<CorsRule> condition) {
        return configuration.rules().stream()
                .filter(rule -> rule.allowedOrigins().stream().anyMatch(pattern -> matches(pattern, origin)))
                .filter(rule -> rule.allowedMethods().contains(method))
                .filter(condition)
                .findFirst();
    }

    private static boolean allows(List<String> patterns, List<String> headers) {
        return headers.stream()
                .map(header -> header.toLowerCase(Locale.ROOT))
                .allMatch(header ->
                        patterns.stream().anyMatch(pattern -> matches(pattern.toLowerCase(Locale.ROOT), header)));
    }

    /** A pattern has one star at most. */
    private static boolean matches(String pattern, String text) {
        int star = pattern.indexOf(ANY);
        if (star < 0) {
            return pattern.equals(text);
        }
        return text.length() >= pattern.length() - 1
                && text.startsWith(pattern.substring(0, star))
                && text.endsWith(pattern.substring(star + 1));
    }
}
