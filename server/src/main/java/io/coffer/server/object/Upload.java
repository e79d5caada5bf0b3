package io.coffer.server.object;

import io.coffer.model.ObjectKey;
import io.coffer.server.metadata.UploadRecord;
import io.coffer.storage.BlobId;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** A multipart upload under way. */
public record Upload(ObjectKey key, UploadRecord record) {
    private static final int ID_LENGTH = 2 * BlobId.LENGTH;

    /** The upload id: 32 characters of upper-case hex. */
    public String id() {
        return id(record.id());
    }

    static String id(BlobId blob) {
        return blob.hex().toUpperCase(Locale.ROOT);
    }

    /** @return empty for what no upload id looks like */
    static Optional<BlobId> parse(String id) {
        boolean hex = id.length() == ID_LENGTH && id.chars().allMatch(HexFormat::isHexDigit);
        return hex ? Optional.of(new BlobId(HexFormat.of().parseHex(id))) : Optional.empty();
    }
}
