package io.coffer.protocol.xml;

import io.coffer.model.OssException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A refusal as the caller reads it. At most {@value #MAX_SIZE} bytes, because a client reads no more: the fixed elements
 * always fit, details take what is left in their order and are cut.
 */
public final class ErrorDocument {
    /** in bytes */
    public static final int MAX_SIZE = 4096;

    /** in bytes; of texts which the sender may have chosen */
    private static final int MAX_FIXED_TEXT = 512;

    private static final String RECOMMENDATION = "https://api.aliyun.com/troubleshoot?q=";

    private ErrorDocument() {}

    /** @param hostId the Host the caller used */
    public static byte[] write(OssException refusal, String requestId, String hostId) {
        String start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>"
                + element("Code", refusal.error().code(), MAX_FIXED_TEXT)
                + element("Message", refusal.text(), MAX_FIXED_TEXT)
                + element("RequestId", requestId, MAX_FIXED_TEXT)
                + element("HostId", hostId, MAX_FIXED_TEXT);
        String end = refusal.error()
                        .ec()
                        .map(ec -> element("EC", ec, MAX_FIXED_TEXT)
                                + element("RecommendDoc", RECOMMENDATION + ec, MAX_FIXED_TEXT))
                        .orElse("")
                + "</Error>";
        String details = details(refusal, MAX_SIZE - size(start) - size(end));
        return (start + details + end).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The value of {@code x-oss-err}, which stands for the body where there is none. Empty for 304 and 412: clients
     * expect no code there.
     */
    public static Optional<String> header(OssException refusal, String requestId, String hostId) {
        return switch (refusal.error().status()) {
            case 304, 412 -> Optional.empty();
            default -> Optional.of(Base64.getEncoder().encodeToString(write(refusal, requestId, hostId)));
        };
    }

    private static String details(OssException refusal, int room) {
        StringBuilder details = new StringBuilder();
        int left = room;
        for (OssException.Detail detail : refusal.details()) {
            String element = detail.children().isEmpty() ? cut(detail, left) : whole(detail, left);
            details.append(element);
            left -= size(element);
        }
        return details.toString();
    }

    private static String cut(OssException.Detail detail, int room) {
        int tags = 2 * size(detail.name()) + "<></>".length();
        return tags > room ? "" : element(detail.name(), detail.value(), room - tags);
    }

    /** With as many of its first children as fit. */
    private static String whole(OssException.Detail detail, int room) {
        String start = '<' + detail.name() + '>';
        String end = "</" + detail.name() + '>';
        StringBuilder element = new StringBuilder(start);
        int left = room - size(start) - size(end);
        for (OssException.Detail child : detail.children()) {
            String inner = element(child.name(), child.value(), Integer.MAX_VALUE);
            left -= size(inner);
            if (left < 0) {
                break;
            }
            element.append(inner);
        }
        return element.length() == start.length() ? "" : element.append(end).toString();
    }

    private static String element(String name, String text, int room) {
        return '<' + name + '>' + escape(text, room) + "</" + name + '>';
    }

    /** The text as XML, cut between two characters where it would be longer than the room in bytes. */
    private static String escape(String text, int room) {
        StringBuilder escaped = new StringBuilder();
        int left = room;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            String piece = escape(character);
            left -= size(piece);
            if (left < 0) {
                break;
            }
            escaped.append(piece);
            at += Character.charCount(character);
        }
        return escaped.toString();
    }

    private static String escape(int character) {
        return switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '\r' -> "&#13;";
            default -> isXml(character) ? Character.toString(character) : "?";
        };
    }

    /** https://www.w3.org/TR/xml/#charsets */
    private static boolean isXml(int character) {
        return character == '\t'
                || character == '\n'
                || (character >= 0x20 && character < 0xD800)
                || (character >= 0xE000 && character < 0xFFFE)
                || character > 0xFFFF;
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
