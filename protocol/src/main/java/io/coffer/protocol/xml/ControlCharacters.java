package io.coffer.protocol.xml;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Control characters that stand as they are in a document. XML 1.0 has no place for them, but object names do, and a
 * client sends them so; as character references they are read.
 */
final class ControlCharacters {
    private ControlCharacters() {}

    /** The document with references for raw control characters; the same array when there are none. */
    static byte[] referenced(byte[] document) {
        if (!hasRaw(document)) {
            return document;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + 64);
        for (byte octet : document) {
            if (isRaw(octet)) {
                out.writeBytes(("&#" + octet + ";").getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write(octet);
            }
        }
        return out.toByteArray();
    }

    /** A document with zero bytes is not in an ASCII-like encoding, and its bytes are no characters. */
    private static boolean hasRaw(byte[] document) {
        boolean found = false;
        for (byte octet : document) {
            if (octet == 0) {
                return false;
            }
            found |= isRaw(octet);
        }
        return found;
    }

    private static boolean isRaw(byte octet) {
        return octet > 0 && octet < ' ' && octet != '\t' && octet != '\n' && octet != '\r';
    }
}
