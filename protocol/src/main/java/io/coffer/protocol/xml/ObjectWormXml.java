package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Retention;
import io.coffer.model.RetentionMode;
import io.coffer.model.setting.ObjectWormConfiguration;
import io.coffer.model.setting.ObjectWormConfiguration.DefaultRetention;
import io.coffer.model.setting.ObjectWormConfiguration.Unit;
import io.coffer.protocol.IsoDates;
import java.util.Optional;

/** Retention of single versions: the bucket's rule, a version's retention and its legal hold. */
public final class ObjectWormXml {
    private static final String CONFIGURATION = "ObjectWormConfiguration";
    private static final String ENABLED = "ObjectWormEnabled";
    private static final String RULE = "Rule";
    private static final String DEFAULT_RETENTION = "DefaultRetention";
    private static final String MODE = "Mode";
    private static final String DAYS = "Days";
    private static final String YEARS = "Years";
    private static final String RETENTION = "Retention";
    private static final String RETAIN_UNTIL = "RetainUntilDate";
    private static final String LEGAL_HOLD = "LegalHold";
    private static final String STATUS = "Status";

    private ObjectWormXml() {}

    /** @throws OssException when the document is malformed, does not enable, or has a period out of bounds */
    public static ObjectWormConfiguration parseConfiguration(byte[] document) {
        XmlElement root = XmlReader.read(document, CONFIGURATION);
        String enabled = root.nonEmptyValue(ENABLED).orElseThrow(OssError.MALFORMED_XML::exception);
        if (!enabled.equals("Enabled")) {
            throw OssError.MALFORMED_XML.exception();
        }
        return new ObjectWormConfiguration(
                root.child(RULE).map(rule -> defaultRetention(rule.required(DEFAULT_RETENTION))));
    }

    private static DefaultRetention defaultRetention(XmlElement element) {
        RetentionMode mode = mode(element);
        Optional<String> days = element.nonEmptyValue(DAYS);
        Optional<String> years = element.nonEmptyValue(YEARS);
        if (days.isPresent() == years.isPresent()) {
            throw OssError.MALFORMED_XML.exception();
        }
        return days.map(text -> new DefaultRetention(
                        mode, Numbers.within(DAYS, text, 1, ObjectWormConfiguration.MAX_DAYS), Unit.DAYS))
                .orElseGet(() -> new DefaultRetention(
                        mode,
                        Numbers.within(YEARS, years.orElseThrow(), 1, ObjectWormConfiguration.MAX_YEARS),
                        Unit.YEARS));
    }

    private static RetentionMode mode(XmlElement element) {
        return element.nonEmptyValue(MODE)
                .flatMap(RetentionMode::fromWire)
                .orElseThrow(OssError.MALFORMED_XML::exception);
    }

    public static byte[] write(ObjectWormConfiguration configuration) {
        XmlWriter xml = new XmlWriter().open(CONFIGURATION).element(ENABLED, "Enabled");
        configuration
                .defaultRetention()
                .ifPresent(rule -> xml.open(RULE)
                        .open(DEFAULT_RETENTION)
                        .element(MODE, rule.mode().name())
                        .element(rule.unit() == Unit.DAYS ? DAYS : YEARS, rule.amount())
                        .close()
                        .close());
        return xml.close().bytes();
    }

    /**
     * The body of PutObjectRetention; empty for one that lifts the retention.
     *
     * @throws OssException {@link OssError#MALFORMED_XML}
     */
    public static Optional<Retention> parseRetention(byte[] document) {
        XmlElement root = XmlReader.read(document, RETENTION);
        if (root.children().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Retention(
                mode(root),
                root.nonEmptyValue(RETAIN_UNTIL)
                        .flatMap(IsoDates::parse)
                        .orElseThrow(OssError.MALFORMED_XML::exception)));
    }

    public static byte[] write(Retention retention) {
        return new XmlWriter()
                .open(RETENTION)
                .element(MODE, retention.mode().name())
                .element(RETAIN_UNTIL, retention.until())
                .close()
                .bytes();
    }

    /** @throws OssException {@link OssError#MALFORMED_XML} */
    public static boolean parseLegalHold(byte[] document) {
        String status = XmlReader.read(document, LEGAL_HOLD)
                .nonEmptyValue(STATUS)
                .orElseThrow(OssError.MALFORMED_XML::exception);
        return switch (status) {
            case "ON" -> true;
            case "OFF" -> false;
            default -> throw OssError.MALFORMED_XML.exception();
        };
    }

    public static byte[] writeLegalHold(boolean on) {
        return new XmlWriter()
                .open(LEGAL_HOLD)
                .element(STATUS, on ? "ON" : "OFF")
                .close()
                .bytes();
    }
}
