package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.StorageClass;
import io.coffer.model.setting.LifecycleRule;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/** The values of a lifecycle's elements; each is refused as malformed when it is not of its form. */
final class LifecycleElements {
    private LifecycleElements() {}

    /** The element, which must not have other children than these. */
    static XmlElement only(XmlElement element, Set<String> known) {
        if (!element.children().stream().allMatch(child -> known.contains(child.name()))) {
            throw OssError.MALFORMED_XML.exception();
        }
        return element;
    }

    /** As it stands, blanks included: they are part of object names. */
    static Optional<String> text(XmlElement element, String name) {
        return element.child(name).map(XmlElement::text);
    }

    static boolean enabled(XmlElement element) {
        return switch (element.required("Status").text().strip()) {
            case "Enabled" -> true;
            case "Disabled" -> false;
            default -> throw OssError.MALFORMED_XML.exception();
        };
    }

    static LifecycleRule.Tag tag(XmlElement tag) {
        only(tag, Set.of("Key", "Value"));
        return new LifecycleRule.Tag(
                tag.required("Key").text(), text(tag, "Value").orElse(""));
    }

    static Optional<Integer> number(XmlElement element, String name) {
        return longNumber(element, name).map(number -> {
            if (number.intValue() != number) {
                throw OssError.MALFORMED_XML.exception();
            }
            return number.intValue();
        });
    }

    static int requiredNumber(XmlElement element, String name) {
        return number(element, name).orElseThrow(OssError.MALFORMED_XML::exception);
    }

    static Optional<Long> longNumber(XmlElement element, String name) {
        return element.value(name).map(text -> {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException notANumber) {
                throw OssError.MALFORMED_XML.exception();
            }
        });
    }

    static Optional<Boolean> flag(XmlElement element, String name) {
        return element.value(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw OssError.MALFORMED_XML.exception();
        });
    }

    static Optional<Instant> time(XmlElement element, String name) {
        return element.value(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException notATime) {
                throw OssError.MALFORMED_XML.exception();
            }
        });
    }

    static StorageClass storageClass(XmlElement element) {
        return StorageClass.fromWire(element.required("StorageClass").text().strip())
                .orElseThrow(OssError.MALFORMED_XML::exception);
    }
}
