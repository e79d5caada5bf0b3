package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.Optional;

/** Values of a setting's document that are no plain text; what cannot be read names its element. */
final class XmlValues {
    private XmlValues() {}

    static Optional<Boolean> flag(XmlElement parent, String name) {
        return parent.nonEmptyValue(name).map(text -> flag(name, text));
    }

    private static boolean flag(String name, String text) {
        return switch (text) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> throw OssError.invalidArgument(name, text, name + " must be true or false.");
        };
    }

    static Optional<Integer> number(XmlElement parent, String name, int min, int max) {
        return parent.nonEmptyValue(name).map(text -> number(name, text, min, max));
    }

    private static int number(String name, String text, int min, int max) {
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw outside(name, text, min, max);
        }
        throw outside(name, text, min, max);
    }

    private static OssException outside(String name, String text, int min, int max) {
        return OssError.invalidArgument(
                name, text, name + " must be a whole number between " + min + " and " + max + ".");
    }
}
