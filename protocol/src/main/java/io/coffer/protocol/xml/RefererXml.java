package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.RefererConfiguration;
import java.util.List;

/** A bucket's referer rules: body of PutBucketReferer, answer of GetBucketReferer. */
public final class RefererXml {
    private static final String ROOT = "RefererConfiguration";
    private static final String ALLOW_EMPTY = "AllowEmptyReferer";
    private static final String TRUNCATE_QUERY = "AllowTruncateQueryString";
    private static final String TRUNCATE_PATH = "TruncatePath";
    private static final String LIST = "RefererList";
    private static final String BLACKLIST = "RefererBlacklist";
    private static final String REFERER = "Referer";

    /** in characters */
    private static final int LONGEST_REFERER = 2000;

    private RefererXml() {}

    /** @throws OssException when the document is malformed or its values make no rules */
    public static RefererConfiguration parse(byte[] document) {
        XmlElement root = XmlReader.read(document, ROOT);
        boolean allowEmpty = XmlValues.flag(root, ALLOW_EMPTY).orElseThrow(OssError.MALFORMED_XML::exception);
        boolean truncatePath = XmlValues.flag(root, TRUNCATE_PATH).orElse(false);
        boolean truncateQuery = XmlValues.flag(root, TRUNCATE_QUERY).orElse(true);
        if (truncatePath && !truncateQuery) {
            throw OssError.invalidArgument(
                    TRUNCATE_QUERY, "false", "Where the path is cut off, its query is cut off as well.");
        }
        return new RefererConfiguration(
                allowEmpty, truncateQuery, truncatePath, referers(root, LIST), referers(root, BLACKLIST));
    }

    private static List<String> referers(XmlElement root, String name) {
        List<String> referers = root.child(name)
                .map(list -> list.children(REFERER).stream()
                        .map(referer -> referer.text().strip())
                        .filter(text -> !text.isEmpty())
                        .toList())
                .orElse(List.of());
        for (String referer : referers) {
            if (referer.length() > LONGEST_REFERER) {
                throw OssError.invalidArgument(
                        REFERER, referer, "A referer has at most " + LONGEST_REFERER + " characters.");
            }
        }
        return referers;
    }

    public static byte[] write(RefererConfiguration configuration) {
        XmlWriter xml = new XmlWriter()
                .open(ROOT)
                .element(ALLOW_EMPTY, configuration.allowEmptyReferer())
                .element(TRUNCATE_QUERY, configuration.allowTruncateQueryString())
                .element(TRUNCATE_PATH, configuration.truncatePath())
                .open(LIST);
        configuration.refererList().forEach(referer -> xml.element(REFERER, referer));
        xml.close();
        if (!configuration.refererBlacklist().isEmpty()) {
            xml.open(BLACKLIST);
            configuration.refererBlacklist().forEach(referer -> xml.element(REFERER, referer));
            xml.close();
        }
        return xml.close().bytes();
    }
}
