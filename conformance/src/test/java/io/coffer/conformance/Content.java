package io.coffer.conformance;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Bytes and names that the stories use. */
public final class Content {
    /** Keys that a careless escape, parser or path rule changes; all of them are legal. */
    public static final List<String> ODD_KEYS = List.of(
            "\u76ee\u5f55/\u6587\u4ef6 \u540d\u5b57.txt",
            "a b/c+d/e%20f/g&h=i",
            "double//slash",
            "dots/./and/../more",
            "folder/",
            "quotes\"'<>[]{}|^`~",
            "query?versionId=1#fragment",
            "semi;colon:comma,at@dollar$star*",
            "\ud83d\udd12 emoji",
            "\u00e9 composed and e\u0301 decomposed",
            "backslash\\inside");

    private Content() {}

    /** Bytes that look random and are the same in each run. */
    public static byte[] bytes(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    /** The text of an ETag, without quotes. */
    public static String etag(byte[] content) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String newBucketName() {
        return "coffer-conformance-" + UUID.randomUUID().toString().substring(0, 13);
    }
}
