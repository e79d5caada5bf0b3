package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;

/** Whole numbers of documents. */
final class Numbers {
    private Numbers() {}

    /** @throws OssException MalformedXML for a text that is no number, InvalidArgument for one out of bounds */
    static int within(String element, String text, int lowest, int highest) {
        long number = parse(text);
        if (number < lowest || number > highest) {
            throw OssError.invalidArgument(element, text, element + " must be " + lowest + " to " + highest + ".");
        }
        return (int) number;
    }

    /** @throws OssException {@link OssError#MALFORMED_XML} */
    static long parse(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw OssError.MALFORMED_XML.exception();
        }
    }
}
