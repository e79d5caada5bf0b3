package io.coffer.model.setting;

import java.util.List;
import java.util.Optional;

/** A rule of a website: when a request meets the condition, it is answered by the redirect. */
public record RoutingRule(int ruleNumber, Condition condition, Redirect redirect, List<KeptElement> others) {
    public RoutingRule {
        others = List.copyOf(others);
    }

    /** All that is given must hold. */
    public record Condition(
            Optional<String> keyPrefixEquals,
            Optional<String> keySuffixEquals,
            Optional<Integer> httpErrorCodeReturnedEquals,
            List<IncludeHeader> includeHeaders,
            List<KeptElement> others) {
        public Condition {
            includeHeaders = List.copyOf(includeHeaders);
            others = List.copyOf(others);
        }
    }

    /**
     * A header that the request must carry; its value must be as each given text says.
     *
     * @param equalTo the element {@code Equals}
     */
    public record IncludeHeader(
            String key,
            Optional<String> equalTo,
            Optional<String> startsWith,
            Optional<String> endsWith,
            List<KeptElement> others) {
        public IncludeHeader {
            others = List.copyOf(others);
        }
    }

    /** Where a redirect leads. */
    public enum RedirectType {
        /** The object is fetched from another site. */
        MIRROR("Mirror"),
        /** The client is sent to another address. */
        EXTERNAL("External"),
        /** Another object of the bucket is served. */
        INTERNAL("Internal"),
        /** As {@link #EXTERNAL}, for a CDN that follows by itself. */
        ALI_CDN("AliCDN");

        private final String wire;

        RedirectType(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    /**
     * The answer of a rule.
     *
     * @param protocol {@code http} or {@code https}
     * @param others among them everything that only matters to a mirror
     */
    public record Redirect(
            RedirectType redirectType,
            Optional<Boolean> passQueryString,
            Optional<String> protocol,
            Optional<String> hostName,
            Optional<String> replaceKeyWith,
            Optional<String> replaceKeyPrefixWith,
            Optional<Boolean> enableReplacePrefix,
            Optional<Integer> httpRedirectCode,
            List<KeptElement> others) {
        public Redirect {
            others = List.copyOf(others);
        }
    }
}
