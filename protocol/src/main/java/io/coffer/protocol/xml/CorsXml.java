package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.CorsConfiguration;
import io.coffer.model.setting.CorsRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A bucket's CORS rules: body of PutBucketCors, answer of GetBucketCors. */
public final class CorsXml {
    private static final String ROOT = "CORSConfiguration";
    private static final String RULE = "CORSRule";
    private static final String ORIGIN = "AllowedOrigin";
    private static final String METHOD = "AllowedMethod";
    private static final String HEADER = "AllowedHeader";
    private static final String EXPOSE = "ExposeHeader";
    private static final String MAX_AGE = "MaxAgeSeconds";
    private static final String VARY = "ResponseVary";

    private static final Set<String> METHODS = Set.of("GET", "PUT", "DELETE", "POST", "HEAD");
    private static final int LONGEST_AGE = 999_999_999;

    private CorsXml() {}

    /** @throws OssException when the document is malformed or its values make no rules */
    public static CorsConfiguration parse(byte[] document) {
        XmlElement root = XmlReader.read(document, ROOT);
        List<XmlElement> rules = root.children(RULE);
        if (rules.isEmpty()) {
            throw OssError.MALFORMED_XML.exception();
        }
        if (rules.size() > CorsConfiguration.MAX_RULES) {
            throw OssError.TOO_MANY_CORS_RULES
                    .with("ArgumentName", RULE)
                    .and("ArgumentValue", Integer.toString(rules.size()));
        }
        return new CorsConfiguration(
                rules.stream().map(CorsXml::rule).toList(),
                XmlValues.flag(root, VARY).orElse(false));
    }

    private static CorsRule rule(XmlElement rule) {
        List<String> origins = texts(rule, ORIGIN);
        List<String> methods = texts(rule, METHOD);
        List<String> headers = texts(rule, HEADER);
        List<String> exposed = texts(rule, EXPOSE);
        if (origins.isEmpty() || methods.isEmpty()) {
            throw OssError.MALFORMED_XML.exception();
        }
        origins.forEach(origin -> requireStars(ORIGIN, origin, 1));
        methods.forEach(CorsXml::requireMethod);
        headers.forEach(header -> requireStars(HEADER, header, 1));
        exposed.forEach(header -> requireStars(EXPOSE, header, 0));
        Optional<Integer> maxAge = XmlValues.number(rule, MAX_AGE, 0, LONGEST_AGE);
        return new CorsRule(origins, methods, headers, exposed, maxAge);
    }

    private static List<String> texts(XmlElement rule, String name) {
        return rule.children(name).stream()
                .map(child -> child.text().strip())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static void requireStars(String name, String value, int allowed) {
        if (value.chars().filter(c -> c == '*').count() > allowed) {
            throw OssError.invalidArgument(
                    name, value, name + " can have " + (allowed == 0 ? "no" : "at most one") + " * wildcard.");
        }
        // what is no visible character can stand in no header, so it would only serve to break one
        if (value.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw OssError.invalidArgument(name, value, name + " must not have blanks or control characters.");
        }
    }

    private static void requireMethod(String method) {
        if (!METHODS.contains(method)) {
            throw OssError.invalidArgument(METHOD, method, METHOD + " must be GET, PUT, DELETE, POST or HEAD.");
        }
    }

    public static byte[] write(CorsConfiguration configuration) {
        XmlWriter xml = new XmlWriter().open(ROOT);
        for (CorsRule rule : configuration.rules()) {
            xml.open(RULE);
            rule.allowedOrigins().forEach(origin -> xml.element(ORIGIN, origin));
            rule.allowedMethods().forEach(method -> xml.element(METHOD, method));
            rule.allowedHeaders().forEach(header -> xml.element(HEADER, header));
            rule.exposeHeaders().forEach(header -> xml.element(EXPOSE, header));
            rule.maxAgeSeconds().ifPresent(seconds -> xml.element(MAX_AGE, seconds));
            xml.close();
        }
        return xml.element(VARY, configuration.responseVary()).close().bytes();
    }
}
