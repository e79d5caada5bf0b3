package io.coffer.server.authorization;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.RefererConfiguration;
import io.coffer.server.authorization.policy.WildcardPattern;
import java.util.List;
import java.util.Optional;

/**
 * Whether a page may embed what a bucket holds. In this order: an empty Referer is decided by itself; then the
 * blacklist refuses; then the list allows, or everything is allowed when it is empty. A pattern says how a Referer
 * begins.
 */
public final class RefererCheck {
    private RefererCheck() {}

    /** @throws OssException with the reason in its EC when the page may not */
    public static void require(RefererConfiguration rules, Optional<String> referer) {
        String page = referer.orElse("");
        if (page.isEmpty()) {
            if (!rules.allowEmptyReferer() && !rules.refererList().isEmpty()) {
                throw OssError.EMPTY_REFERER.exception();
            }
            return;
        }
        String compared = compared(rules, page);
        if (anyMatches(rules.refererBlacklist(), compared)) {
            throw OssError.BLACKLISTED_REFERER.exception();
        }
        if (!rules.refererList().isEmpty() && !anyMatches(rules.refererList(), compared)) {
            throw OssError.UNLISTED_REFERER.exception();
        }
    }

    private static String compared(RefererConfiguration rules, String page) {
        if (rules.truncatePath()) {
            int scheme = page.indexOf("://");
            int path = end(page, scheme < 0 ? 0 : scheme + 3, "/?#");
            // patterns are written with the slash and without it
            return page.substring(0, path) + "/";
        }
        return rules.allowTruncateQueryString() ? page.substring(0, end(page, 0, "?")) : page;
    }

    private static int end(String page, int from, String stops) {
        int at = from;
        while (at < page.length() && stops.indexOf(page.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static boolean anyMatches(List<String> patterns, String page) {
        return patterns.stream()
                .anyMatch(pattern -> WildcardPattern.of(pattern + "*").matches(page));
    }
}
