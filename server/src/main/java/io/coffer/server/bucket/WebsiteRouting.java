package io.coffer.server.bucket;

import io.coffer.model.setting.RoutingRule;
import io.coffer.model.setting.RoutingRule.Condition;
import io.coffer.model.setting.RoutingRule.IncludeHeader;
import io.coffer.model.setting.RoutingRule.Redirect;
import io.coffer.model.setting.RoutingRule.RedirectType;
import io.coffer.model.setting.WebsiteConfiguration;
import io.coffer.model.setting.WebsiteConfiguration.IndexDocument;
import io.coffer.protocol.Headers;
import java.util.Optional;

/** Where a website's settings lead for a name. The empty name is the root. */
public final class WebsiteRouting {
    /** What becomes of a missing object that may be the name of a directory. */
    public enum MissingDirectory {
        REDIRECT,
        REFUSE,
        SERVE
    }

    private final WebsiteConfiguration website;

    public WebsiteRouting(WebsiteConfiguration website) {
        this.website = website;
    }

    /** The document of the directory that the key names; empty when it names none. */
    public Optional<String> directoryDocument(String key) {
        boolean directory = key.isEmpty() || key.endsWith("/");
        return website.indexDocument()
                .filter(index -> directory)
                .map(index -> hasSubdirectories(index) ? key + index.suffix() : index.suffix());
    }

    /** The document that there is when the key lacks only its last slash; empty without documents of subdirectories. */
    public Optional<String> documentBelow(String key) {
        boolean directory = key.isEmpty() || key.endsWith("/");
        return website.indexDocument()
                .filter(index -> !directory && hasSubdirectories(index))
                .map(index -> key + "/" + index.suffix());
    }

    public MissingDirectory missingDirectory() {
        return switch (website.indexDocument().flatMap(IndexDocument::type).orElse(0)) {
            case 1 -> MissingDirectory.REFUSE;
            case 2 -> MissingDirectory.SERVE;
            default -> MissingDirectory.REDIRECT;
        };
    }

    private static boolean hasSubdirectories(IndexDocument index) {
        return index.supportSubDir().orElse(false);
    }

    /** The first rule that asks for no refusal. */
    public Optional<RoutingRule> ruleBefore(String key, Headers headers) {
        return website.routingRules().stream()
                .filter(rule -> rule.redirect().redirectType() != RedirectType.MIRROR)
                .filter(rule -> rule.condition().httpErrorCodeReturnedEquals().isEmpty())
                .filter(rule -> holds(rule.condition(), key, headers))
                .findFirst();
    }

    /** The first rule for a request that was refused with this status. A mirror is always for what is missing. */
    public Optional<RoutingRule> ruleAfter(String key, Headers headers, int status) {
        return website.routingRules().stream()
                .filter(rule -> status(rule).filter(code -> code == status).isPresent())
                .filter(rule -> holds(rule.condition(), key, headers))
                .findFirst();
    }

    private static Optional<Integer> status(RoutingRule rule) {
        return rule.redirect().redirectType() == RedirectType.MIRROR
                ? Optional.of(404)
                : rule.condition().httpErrorCodeReturnedEquals();
    }

    private static boolean holds(Condition condition, String key, Headers headers) {
        return condition.keyPrefixEquals().stream().allMatch(key::startsWith)
                && condition.keySuffixEquals().stream().allMatch(key::endsWith)
                && condition.includeHeaders().stream().allMatch(wanted -> holds(wanted, headers));
    }

    private static boolean holds(IncludeHeader wanted, Headers headers) {
        return headers.all(wanted.key()).stream()
                .anyMatch(value -> wanted.equalTo().stream().allMatch(value::equals)
                        && wanted.startsWith().stream().allMatch(value::startsWith)
                        && wanted.endsWith().stream().allMatch(value::endsWith));
    }

    /** The name to which a rule leads. */
    public static String rewritten(RoutingRule rule, String key) {
        Redirect redirect = rule.redirect();
        Optional<String> whole = redirect.replaceKeyWith().filter(text -> !text.isEmpty());
        if (whole.isPresent()) {
            return whole.get().replace("${key}", key);
        }
        String replacement = redirect.replaceKeyPrefixWith().orElse("");
        if (replacement.isEmpty() && !redirect.enableReplacePrefix().orElse(false)) {
            return key;
        }
        String prefix = rule.condition().keyPrefixEquals().orElse("");
        return replacement + key.substring(prefix.length());
    }
}
