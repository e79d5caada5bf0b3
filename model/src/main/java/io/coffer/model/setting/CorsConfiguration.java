package io.coffer.model.setting;

import java.util.List;

/**
 * A bucket's rules for requests of other origins; the first that matches counts.
 *
 * @param responseVary whether every answer tells caches that it depends on the origin
 */
public record CorsConfiguration(List<CorsRule> rules, boolean responseVary) {
    public static final int MAX_RULES = 20;

    public CorsConfiguration {
        rules = List.copyOf(rules);
    }
}
