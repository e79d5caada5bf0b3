package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.UserDefinedLogFields;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** The further fields of a bucket's logs: body and answer of {@code ?userDefinedLogFieldsConfig}. */
public final class UserDefinedLogFieldsXml {
    private static final String ROOT = "UserDefinedLogFieldsConfiguration";
    private static final String HEADERS = "HeaderSet";
    private static final String HEADER = "header";
    private static final String PARAMETERS = "ParamSet";
    private static final String PARAMETER = "parameter";

    /** headers and parameters together */
    private static final int MAX_FIELDS = 6;

    private static final int MAX_LENGTH = 128;

    private UserDefinedLogFieldsXml() {}

    /** @throws OssException when the document is malformed, names nothing or too much, or a name twice */
    public static UserDefinedLogFields parse(byte[] document) {
        XmlElement root = XmlReader.read(document, ROOT);
        UserDefinedLogFields fields =
                new UserDefinedLogFields(names(root, HEADERS, HEADER), names(root, PARAMETERS, PARAMETER));
        int count = fields.headers().size() + fields.parameters().size();
        if (count == 0) {
            throw OssError.MALFORMED_XML.exception();
        }
        if (count > MAX_FIELDS) {
            throw OssError.invalidArgument(
                    ROOT, Integer.toString(count), "There are at most " + MAX_FIELDS + " user-defined log fields.");
        }
        return fields;
    }

    private static List<String> names(XmlElement root, String set, String item) {
        List<String> names = root.child(set).map(element -> element.children(item)).orElse(List.of()).stream()
                .map(element -> element.text().strip())
                .toList();
        HashSet<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty() || name.length() > MAX_LENGTH || !seen.add(name.toLowerCase(Locale.ROOT))) {
                throw OssError.invalidArgument(item, name, "The name of a log field is not valid.");
            }
        }
        return names;
    }

    public static byte[] write(UserDefinedLogFields fields) {
        XmlWriter xml = new XmlWriter().open(ROOT).open(HEADERS);
        fields.headers().forEach(name -> xml.element(HEADER, name));
        xml.close().open(PARAMETERS);
        fields.parameters().forEach(name -> xml.element(PARAMETER, name));
        return xml.close().close().bytes();
    }
}
