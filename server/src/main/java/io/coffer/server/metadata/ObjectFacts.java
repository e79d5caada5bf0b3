package io.coffer.server.metadata;

import io.coffer.model.ETag;
import io.coffer.protocol.ContentHeaders;
import io.coffer.protocol.UserMetadata;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tells something about an object's content, or was given with it. For an encrypted object it is stored sealed:
 * CRC64 gives back contents of up to 8 bytes, and an MD5 confirms guesses.
 *
 * @param crc64 of the plaintext
 */
public record ObjectFacts(ETag etag, long crc64, ContentHeaders content, UserMetadata userMetadata) {
    private static final int FORMAT = 1;

    public byte[] toBytes() {
        RecordWriter out = new RecordWriter()
                .octet(FORMAT)
                .text(etag.value())
                .number(crc64)
                .text(content.contentType())
                .text(content.cacheControl())
                .text(content.contentDisposition())
                .text(content.contentEncoding())
                .text(content.contentLanguage())
                .text(content.expires())
                .length(userMetadata.values().size());
        userMetadata.values().forEach((name, value) -> out.text(name).text(value));
        return out.toBytes();
    }

    public static ObjectFacts fromBytes(byte[] bytes) {
        return RecordReader.read(bytes, in -> {
            if (in.octet() != FORMAT) {
                throw new IllegalArgumentException("unknown format of facts");
            }
            return new ObjectFacts(new ETag(in.text()), in.number(), readContent(in), readUserMetadata(in));
        });
    }

    private static ContentHeaders readContent(RecordReader in) {
        return new ContentHeaders(
                in.text(),
                in.optionalText(),
                in.optionalText(),
                in.optionalText(),
                in.optionalText(),
                in.optionalText());
    }

    private static UserMetadata readUserMetadata(RecordReader in) {
        int count = in.length();
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            values.put(in.text(), in.text());
        }
        return new UserMetadata(values);
    }
}
