package io.coffer.server.metadata;

import io.coffer.model.ETag;
import io.coffer.model.Tags;
import io.coffer.protocol.ContentHeaders;
import io.coffer.protocol.UserMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What tells something about an object's content, or was given with it. For an encrypted object it is stored sealed:
 * CRC64 gives back contents of up to 8 bytes, and an MD5 confirms guesses.
 *
 * @param crc64 of the plaintext
 * @param symlinkTarget the key that a symlink leads to
 */
public record ObjectFacts(
        ETag etag,
        long crc64,
        ContentHeaders content,
        UserMetadata userMetadata,
        Tags tags,
        Optional<String> symlinkTarget) {
    private static final int FORMAT = 2;

    public ObjectFacts withTags(Tags changed) {
        return new ObjectFacts(etag, crc64, content, userMetadata, changed, symlinkTarget);
    }

    public ObjectFacts withDigests(ETag newETag, long newCrc64) {
        return new ObjectFacts(newETag, newCrc64, content, userMetadata, tags, symlinkTarget);
    }

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
                .text(symlinkTarget);
        write(out, userMetadata.values());
        write(out, tags.values());
        return out.toBytes();
    }

    private static void write(RecordWriter out, Map<String, String> values) {
        out.length(values.size());
        values.forEach((name, value) -> out.text(name).text(value));
    }

    public static ObjectFacts fromBytes(byte[] bytes) {
        return RecordReader.read(bytes, in -> {
            if (in.octet() != FORMAT) {
                throw new IllegalArgumentException("unknown format of facts");
            }
            ETag etag = new ETag(in.text());
            long crc64 = in.number();
            ContentHeaders content = readContent(in);
            Optional<String> symlinkTarget = in.optionalText();
            return new ObjectFacts(
                    etag, crc64, content, new UserMetadata(readValues(in)), new Tags(readValues(in)), symlinkTarget);
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

    private static Map<String, String> readValues(RecordReader in) {
        int count = in.length();
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            values.put(in.text(), in.text());
        }
        return values;
    }
}
