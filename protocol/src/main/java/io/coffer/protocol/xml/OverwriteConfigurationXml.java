package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.OverwriteConfiguration;
import io.coffer.model.setting.OverwriteConfiguration.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Which objects of a bucket may not be written over: body of PutBucketOverwriteConfig, answer of the GET. */
public final class OverwriteConfigurationXml {
    private static final String ROOT = "OverwriteConfiguration";
    private static final int MAX_AFFIX = 1023;
    private static final int MAX_PRINCIPAL = 256;

    private OverwriteConfigurationXml() {}

    /**
     * Reads the rules; one without an ID gets one.
     *
     * @throws OssException when the document is malformed, or has an action, number or length that OSS does not take
     */
    public static OverwriteConfiguration parse(byte[] document) {
        List<Rule> rules = XmlReader.read(document, ROOT).children("Rule").stream()
                .map(OverwriteConfigurationXml::rule)
                .toList();
        if (rules.isEmpty()) {
            throw OssError.MALFORMED_XML.exception();
        }
        if (rules.size() > OverwriteConfiguration.MAX_RULES) {
            throw OssError.invalidArgument(
                    "Rule",
                    Integer.toString(rules.size()),
                    "A bucket has at most " + OverwriteConfiguration.MAX_RULES + " overwrite rules.");
        }
        Set<String> ids = new HashSet<>();
        for (Rule rule : rules) {
            if (!ids.add(rule.id())) {
                throw OssError.invalidArgument("ID", rule.id(), "Two overwrite rules have the same ID.");
            }
        }
        return new OverwriteConfiguration(rules);
    }

    private static Rule rule(XmlElement element) {
        String action = element.nonEmptyValue("Action").orElseThrow(OssError.MALFORMED_XML::exception);
        if (!action.equals("forbid")) {
            throw OssError.invalidArgument("Action", action, "The action of an overwrite rule must be forbid.");
        }
        return new Rule(
                element.nonEmptyValue("ID").orElseGet(() -> UUID.randomUUID().toString()),
                affix(element, "Prefix"),
                affix(element, "Suffix"),
                element.child("Principals")
                        .map(OverwriteConfigurationXml::principals)
                        .orElse(List.of()));
    }

    private static String affix(XmlElement element, String name) {
        String text = element.child(name).map(XmlElement::text).orElse("");
        if (text.length() > MAX_AFFIX) {
            throw OssError.invalidArgument(name, text, name + " must not be longer than " + MAX_AFFIX + ".");
        }
        return text;
    }

    private static List<String> principals(XmlElement element) {
        return element.children("Principal").stream()
                .map(OverwriteConfigurationXml::principal)
                .toList();
    }

    private static String principal(XmlElement element) {
        String principal = element.text().strip();
        if (principal.isEmpty() || principal.length() > MAX_PRINCIPAL) {
            throw OssError.invalidArgument("Principal", principal, "The principal is not valid.");
        }
        return principal;
    }

    public static byte[] write(OverwriteConfiguration configuration) {
        XmlWriter xml = new XmlWriter().open(ROOT);
        for (Rule rule : configuration.rules()) {
            xml.open("Rule")
                    .element("ID", rule.id())
                    .element("Action", "forbid")
                    .element("Prefix", rule.prefix())
                    .element("Suffix", rule.suffix());
            if (!rule.principals().isEmpty()) {
                xml.open("Principals");
                rule.principals().forEach(principal -> xml.element("Principal", principal));
                xml.close();
            }
            xml.close();
        }
        return xml.close().bytes();
    }
}
