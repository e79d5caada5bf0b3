package io.coffer.protocol;

import io.coffer.model.ObjectAcl;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.StorageClass;
import java.util.Locale;
import java.util.Optional;

/**
 * What the headers of a write say about the object to be made, encryption aside.
 *
 * @param forbidOverwrite whether an object of that name must not exist yet
 */
public record ObjectHeaders(
        ContentHeaders content,
        UserMetadata userMetadata,
        Optional<StorageClass> storageClass,
        Optional<ObjectAcl> acl,
        boolean forbidOverwrite) {

    /** @throws OssException for a value that OSS does not know, or too much metadata */
    public static ObjectHeaders parse(Headers headers) {
        return new ObjectHeaders(
                ContentHeaders.of(headers),
                UserMetadata.of(headers),
                storageClass(headers),
                acl(headers),
                forbidOverwrite(headers));
    }

    /** Reads {@code x-oss-storage-class}, as objects and buckets have it. */
    public static Optional<StorageClass> storageClass(Headers headers) {
        return headers.first("x-oss-storage-class")
                .map(text -> StorageClass.fromWire(text)
                        .orElseThrow(() -> unknown(OssError.INVALID_STORAGE_CLASS, "x-oss-storage-class", text)));
    }

    /** Reads {@code x-oss-object-acl}. */
    public static Optional<ObjectAcl> acl(Headers headers) {
        return headers.first("x-oss-object-acl")
                .map(text -> ObjectAcl.fromWire(text)
                        .orElseThrow(() -> unknown(OssError.INVALID_OBJECT_ACL, "x-oss-object-acl", text)));
    }

    /** Reads {@code x-oss-forbid-overwrite}. */
    public static boolean forbidOverwrite(Headers headers) {
        String text = headers.first("x-oss-forbid-overwrite").orElse("false");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unknown(OssError.INVALID_FORBID_OVERWRITE, "x-oss-forbid-overwrite", text);
        };
    }

    private static OssException unknown(OssError error, String header, String value) {
        return error.with("ArgumentName", header).and("ArgumentValue", value);
    }
}
