package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.RoutingRule;
import io.coffer.model.setting.WebsiteConfiguration;
import io.coffer.model.setting.WebsiteConfiguration.ErrorPage;
import io.coffer.model.setting.WebsiteConfiguration.IndexDocument;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A bucket's website: body of PutBucketWebsite, answer of GetBucketWebsite. What has no meaning here is kept. */
public final class WebsiteXml {
    private static final String ROOT = "WebsiteConfiguration";
    private static final String INDEX = "IndexDocument";
    private static final String SUFFIX = "Suffix";
    private static final String SUB_DIRECTORIES = "SupportSubDir";
    private static final String TYPE = "Type";
    private static final String ERROR = "ErrorDocument";
    private static final String KEY = "Key";
    private static final String STATUS = "HttpStatus";
    private static final String RULES = "RoutingRules";
    private static final String RULE = "RoutingRule";

    private WebsiteXml() {}

    /** @throws OssException when the document is malformed or its values make no website */
    public static WebsiteConfiguration parse(byte[] document) {
        XmlElement root = XmlReader.read(document, ROOT);
        Optional<IndexDocument> index = root.child(INDEX).map(WebsiteXml::index);
        Optional<ErrorPage> error = root.child(ERROR).map(WebsiteXml::error);
        List<XmlElement> rules =
                root.child(RULES).map(all -> all.children(RULE)).orElse(List.of());
        if (index.isEmpty() && error.isEmpty() && rules.isEmpty()) {
            throw OssError.EMPTY_WEBSITE_CONFIGURATION.exception();
        }
        if (rules.size() > WebsiteConfiguration.MAX_RULES) {
            throw OssError.TOO_MANY_ROUTING_RULES
                    .with("ArgumentName", RULE)
                    .and("ArgumentValue", Integer.toString(rules.size()));
        }
        return new WebsiteConfiguration(
                index,
                error,
                rules.stream()
                        .map(RoutingRuleXml::parse)
                        .sorted(Comparator.comparingInt(RoutingRule::ruleNumber))
                        .toList(),
                KeptElements.beside(root, Set.of(INDEX, ERROR, RULES)));
    }

    private static IndexDocument index(XmlElement index) {
        String suffix = index.value(SUFFIX).orElse("");
        if (suffix.isEmpty() || suffix.indexOf('/') >= 0) {
            throw OssError.invalidArgument(SUFFIX, suffix, "The index document needs a name without a slash.");
        }
        return new IndexDocument(
                suffix,
                XmlValues.flag(index, SUB_DIRECTORIES),
                XmlValues.number(index, TYPE, 0, 2),
                KeptElements.beside(index, Set.of(SUFFIX, SUB_DIRECTORIES, TYPE)));
    }

    private static ErrorPage error(XmlElement error) {
        String key = error.value(KEY).orElse("");
        if (key.isEmpty()) {
            throw OssError.invalidArgument(KEY, key, "The error document needs a name.");
        }
        Optional<Integer> status = XmlValues.number(error, STATUS, 200, 404);
        if (status.filter(code -> code != 200 && code != 404).isPresent()) {
            throw OssError.invalidArgument(STATUS, status.get().toString(), STATUS + " must be 200 or 404.");
        }
        return new ErrorPage(key, status, KeptElements.beside(error, Set.of(KEY, STATUS)));
    }

    public static byte[] write(WebsiteConfiguration website) {
        XmlWriter xml = new XmlWriter().open(ROOT);
        website.indexDocument().ifPresent(index -> write(xml, index));
        website.errorDocument().ifPresent(error -> write(xml, error));
        if (!website.routingRules().isEmpty()) {
            xml.open(RULES);
            website.routingRules().forEach(rule -> {
                xml.open(RULE);
                RoutingRuleXml.write(xml, rule);
                xml.close();
            });
            xml.close();
        }
        KeptElements.write(xml, website.others());
        return xml.close().bytes();
    }

    private static void write(XmlWriter xml, IndexDocument index) {
        xml.open(INDEX).element(SUFFIX, index.suffix());
        index.supportSubDir().ifPresent(flag -> xml.element(SUB_DIRECTORIES, flag));
        index.type().ifPresent(type -> xml.element(TYPE, type));
        KeptElements.write(xml, index.others());
        xml.close();
    }

    private static void write(XmlWriter xml, ErrorPage error) {
        xml.open(ERROR).element(KEY, error.key());
        error.httpStatus().ifPresent(status -> xml.element(STATUS, status));
        KeptElements.write(xml, error.others());
        xml.close();
    }
}
