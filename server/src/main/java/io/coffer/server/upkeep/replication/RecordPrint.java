package io.coffer.server.upkeep.replication;

import io.coffer.server.metadata.ObjectRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A short text that differs when the body, the ACL or the facts of an object do; it begins with what names the body. No
 * key is needed to make it.
 */
final class RecordPrint {
    private RecordPrint() {}

    static String of(ObjectRecord record) {
        MessageDigest digest = sha256();
        digest.update(record.acl().wire().getBytes(StandardCharsets.US_ASCII));
        digest.update(record.facts());
        return body(record) + HexFormat.of().formatHex(digest.digest());
    }

    static boolean isOfBody(String print, ObjectRecord record) {
        return print.startsWith(body(record));
    }

    private static String body(ObjectRecord record) {
        return record.blob().hex() + ":";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }
}
