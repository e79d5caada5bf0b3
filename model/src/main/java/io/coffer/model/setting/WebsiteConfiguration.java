package io.coffer.model.setting;

import java.util.List;
import java.util.Optional;

/**
 * How a bucket answers as a website.
 *
 * @param routingRules by their numbers; the first that matches counts
 * @param others what is given back only
 */
public record WebsiteConfiguration(
        Optional<IndexDocument> indexDocument,
        Optional<ErrorPage> errorDocument,
        List<RoutingRule> routingRules,
        List<KeptElement> others) {
    public static final int MAX_RULES = 20;

    public WebsiteConfiguration {
        routingRules = List.copyOf(routingRules);
        others = List.copyOf(others);
    }

    /**
     * The document of a directory.
     *
     * @param suffix the document's name
     * @param supportSubDir whether each directory has its own
     * @param type what becomes of a missing object that may be a directory: 0 (the default) redirects to the directory,
     *     1 refuses, 2 answers the directory's document
     */
    public record IndexDocument(
            String suffix, Optional<Boolean> supportSubDir, Optional<Integer> type, List<KeptElement> others) {
        public IndexDocument {
            others = List.copyOf(others);
        }
    }

    /**
     * The document in the place of a missing object.
     *
     * @param httpStatus 404 unless set
     */
    public record ErrorPage(String key, Optional<Integer> httpStatus, List<KeptElement> others) {
        public ErrorPage {
            others = List.copyOf(others);
        }
    }
}
