package io.coffer.model.setting;

import java.util.List;

/**
 * Which pages may embed what a bucket holds, by the Referer that browsers send.
 *
 * @param allowTruncateQueryString whether the Referer is compared without its query
 * @param truncatePath whether the Referer is compared without its path as well
 * @param refererList the pages that may; none means all
 * @param refererBlacklist the pages that may not
 */
public record RefererConfiguration(
        boolean allowEmptyReferer,
        boolean allowTruncateQueryString,
        boolean truncatePath,
        List<String> refererList,
        List<String> refererBlacklist) {
    /** What counts while nothing is set. */
    public static final RefererConfiguration DEFAULT =
            new RefererConfiguration(true, true, false, List.of(), List.of());

    public RefererConfiguration {
        refererList = List.copyOf(refererList);
        refererBlacklist = List.copyOf(refererBlacklist);
    }
}
