package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.setting.RoutingRule;
import io.coffer.model.setting.RoutingRule.Condition;
import io.coffer.model.setting.RoutingRule.IncludeHeader;
import io.coffer.model.setting.RoutingRule.Redirect;
import io.coffer.model.setting.RoutingRule.RedirectType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One rule of a website's document. */
final class RoutingRuleXml {
    private static final String NUMBER = "RuleNumber";
    private static final String CONDITION = "Condition";
    private static final String KEY_PREFIX = "KeyPrefixEquals";
    private static final String KEY_SUFFIX = "KeySuffixEquals";
    private static final String ERROR_CODE = "HttpErrorCodeReturnedEquals";
    private static final String INCLUDE_HEADER = "IncludeHeader";
    private static final String KEY = "Key";
    private static final String EQUALS = "Equals";
    private static final String STARTS_WITH = "StartsWith";
    private static final String ENDS_WITH = "EndsWith";
    private static final String REDIRECT = "Redirect";
    private static final String TYPE = "RedirectType";
    private static final String PASS_QUERY = "PassQueryString";
    private static final String MIRROR_PASS_QUERY = "MirrorPassQueryString";
    private static final String MIRROR_URL = "MirrorURL";
    private static final String PROTOCOL = "Protocol";
    private static final String HOST = "HostName";
    private static final String REPLACE_KEY = "ReplaceKeyWith";
    private static final String REPLACE_PREFIX = "ReplaceKeyPrefixWith";
    private static final String ENABLE_REPLACE_PREFIX = "EnableReplacePrefix";
    private static final String CODE = "HttpRedirectCode";

    private static final int MAX_HEADERS = 10;
    private static final Set<Integer> CODES = Set.of(301, 302, 303, 307);
    private static final Set<String> PROTOCOLS = Set.of("http", "https");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._-]{1,255}(:[0-9]{1,5})?");
    private static final Pattern MIRROR = Pattern.compile("https?://.+/");

    private RoutingRuleXml() {}

    static RoutingRule parse(XmlElement rule) {
        int number = XmlValues.number(rule, NUMBER, 1, Integer.MAX_VALUE)
                .orElseThrow(() -> OssError.invalidArgument(NUMBER, "", "A routing rule needs a number."));
        Condition condition = condition(rule.required(CONDITION));
        Redirect redirect = redirect(rule.required(REDIRECT));
        if (redirect.redirectType() == RedirectType.MIRROR) {
            condition.httpErrorCodeReturnedEquals().filter(code -> code != 404).ifPresent(code -> {
                throw OssError.invalidArgument(ERROR_CODE, code.toString(), "A mirror answers 404 only.");
            });
        }
        return new RoutingRule(
                number, condition, redirect, KeptElements.beside(rule, Set.of(NUMBER, CONDITION, REDIRECT)));
    }

    private static Condition condition(XmlElement condition) {
        List<XmlElement> headers = condition.children(INCLUDE_HEADER);
        if (headers.size() > MAX_HEADERS) {
            throw OssError.invalidArgument(
                    INCLUDE_HEADER, Integer.toString(headers.size()), "A condition has at most 10 headers.");
        }
        return new Condition(
                text(condition, KEY_PREFIX),
                text(condition, KEY_SUFFIX),
                XmlValues.number(condition, ERROR_CODE, 400, 599),
                headers.stream().map(RoutingRuleXml::header).toList(),
                KeptElements.beside(condition, Set.of(KEY_PREFIX, KEY_SUFFIX, ERROR_CODE, INCLUDE_HEADER)));
    }

    private static IncludeHeader header(XmlElement header) {
        String key = header.value(KEY).orElse("");
        IncludeHeader parsed = new IncludeHeader(
                key,
                header.value(EQUALS),
                header.value(STARTS_WITH),
                header.value(ENDS_WITH),
                KeptElements.beside(header, Set.of(KEY, EQUALS, STARTS_WITH, ENDS_WITH)));
        boolean empty = parsed.equalTo().isEmpty()
                && parsed.startsWith().isEmpty()
                && parsed.endsWith().isEmpty();
        if (key.isEmpty() || empty) {
            throw OssError.invalidArgument(INCLUDE_HEADER, key, "A header needs its name and what its value is to be.");
        }
        return parsed;
    }

    private static Redirect redirect(XmlElement element) {
        RedirectType type =
                element.nonEmptyValue(TYPE).map(RoutingRuleXml::type).orElse(RedirectType.EXTERNAL);
        Optional<Boolean> passQuery = XmlValues.flag(element, PASS_QUERY);
        if (type == RedirectType.MIRROR) {
            // the service gives the mirror's own flag back under both names
            passQuery = XmlValues.flag(element, MIRROR_PASS_QUERY).or(() -> XmlValues.flag(element, PASS_QUERY));
        }
        Redirect redirect = new Redirect(
                type,
                passQuery,
                element.nonEmptyValue(PROTOCOL),
                element.nonEmptyValue(HOST),
                text(element, REPLACE_KEY),
                text(element, REPLACE_PREFIX),
                XmlValues.flag(element, ENABLE_REPLACE_PREFIX),
                XmlValues.number(element, CODE, 301, 307),
                KeptElements.beside(
                        element,
                        Set.of(
                                TYPE,
                                PASS_QUERY,
                                PROTOCOL,
                                HOST,
                                REPLACE_KEY,
                                REPLACE_PREFIX,
                                ENABLE_REPLACE_PREFIX,
                                CODE)));
        requireValid(redirect, element);
        return redirect;
    }

    private static RedirectType type(String name) {
        for (RedirectType type : RedirectType.values()) {
            if (type.wire().equals(name)) {
                return type;
            }
        }
        throw OssError.invalidArgument(TYPE, name, "There is no such type of a redirect.");
    }

    private static void requireValid(Redirect redirect, XmlElement element) {
        boolean replacesKey =
                redirect.replaceKeyWith().filter(text -> !text.isEmpty()).isPresent();
        boolean replacesPrefix =
                redirect.replaceKeyPrefixWith().filter(text -> !text.isEmpty()).isPresent();
        if (replacesKey && (replacesPrefix || redirect.enableReplacePrefix().orElse(false))) {
            throw OssError.invalidArgument(
                    REPLACE_KEY,
                    redirect.replaceKeyWith().get(),
                    "Either the whole key is replaced or its prefix is, not both.");
        }
        redirect.protocol().filter(name -> !PROTOCOLS.contains(name)).ifPresent(name -> {
            throw OssError.invalidArgument(PROTOCOL, name, PROTOCOL + " must be http or https.");
        });
        redirect.hostName().filter(name -> !HOST_NAME.matcher(name).matches()).ifPresent(name -> {
            throw OssError.invalidArgument(HOST, name, HOST + " must be a domain name.");
        });
        redirect.httpRedirectCode().filter(code -> !CODES.contains(code)).ifPresent(code -> {
            throw OssError.invalidArgument(CODE, code.toString(), CODE + " must be 301, 302, 303 or 307.");
        });
        switch (redirect.redirectType()) {
            case MIRROR -> requireMirror(element.value(MIRROR_URL).orElse(""));
            case EXTERNAL, ALI_CDN -> requireTarget(redirect, replacesKey || replacesPrefix);
            case INTERNAL -> {}
        }
    }

    private static void requireMirror(String url) {
        if (!MIRROR.matcher(url).matches()) {
            throw OssError.invalidArgument(
                    MIRROR_URL, url, MIRROR_URL + " must start with http:// or https:// and end with a slash.");
        }
    }

    /** Without any of these a client would be sent to where it is. */
    private static void requireTarget(Redirect redirect, boolean changesKey) {
        boolean elsewhere = redirect.hostName().isPresent()
                || redirect.protocol().isPresent()
                || redirect.enableReplacePrefix().orElse(false)
                || changesKey;
        if (!elsewhere) {
            throw OssError.invalidArgument(HOST, "", "A redirect needs another host, protocol or key to lead to.");
        }
    }

    /** Parts of a key count as they stand: they may begin and end with blanks. */
    private static Optional<String> text(XmlElement parent, String name) {
        return parent.child(name).map(XmlElement::text);
    }

    static void write(XmlWriter xml, RoutingRule rule) {
        xml.element(NUMBER, rule.ruleNumber()).open(CONDITION);
        write(xml, rule.condition());
        xml.close().open(REDIRECT);
        write(xml, rule.redirect());
        xml.close();
        KeptElements.write(xml, rule.others());
    }

    private static void write(XmlWriter xml, Condition condition) {
        xml.elementIfPresent(KEY_PREFIX, condition.keyPrefixEquals())
                .elementIfPresent(KEY_SUFFIX, condition.keySuffixEquals())
                .elementIfPresent(
                        ERROR_CODE, condition.httpErrorCodeReturnedEquals().map(code -> code.toString()));
        for (IncludeHeader header : condition.includeHeaders()) {
            xml.open(INCLUDE_HEADER)
                    .element(KEY, header.key())
                    .elementIfPresent(EQUALS, header.equalTo())
                    .elementIfPresent(STARTS_WITH, header.startsWith())
                    .elementIfPresent(ENDS_WITH, header.endsWith());
            KeptElements.write(xml, header.others());
            xml.close();
        }
        KeptElements.write(xml, condition.others());
    }

    private static void write(XmlWriter xml, Redirect redirect) {
        xml.element(TYPE, redirect.redirectType().wire())
                .elementIfPresent(PASS_QUERY, redirect.passQueryString().map(flag -> flag.toString()))
                .elementIfPresent(PROTOCOL, redirect.protocol())
                .elementIfPresent(HOST, redirect.hostName())
                .elementIfPresent(REPLACE_KEY, redirect.replaceKeyWith())
                .elementIfPresent(REPLACE_PREFIX, redirect.replaceKeyPrefixWith())
                .elementIfPresent(
                        ENABLE_REPLACE_PREFIX, redirect.enableReplacePrefix().map(flag -> flag.toString()))
                .elementIfPresent(CODE, redirect.httpRedirectCode().map(code -> code.toString()));
        KeptElements.write(xml, redirect.others());
    }
}
