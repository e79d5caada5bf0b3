package io.coffer.protocol;

import io.coffer.model.OssException;
import java.util.Optional;

/**
 * What a listing of uploads asks for. Texts that are not given are empty.
 *
 * @param uploadIdMarker counts only with a key marker
 * @param maxUploads the most uploads and common prefixes together, 0 to 1000
 */
public record ListUploadsQuery(
        String prefix,
        String keyMarker,
        Optional<String> uploadIdMarker,
        String delimiter,
        int maxUploads,
        EncodingType encodingType) {
    private static final int LIMIT = 1000;

    /** @throws OssException InvalidArgument */
    public static ListUploadsQuery of(QueryParameters query) {
        String keyMarker = ListingArguments.name(query, "key-marker");
        return new ListUploadsQuery(
                ListingArguments.name(query, "prefix"),
                keyMarker,
                query.first("upload-id-marker").filter(id -> !id.isEmpty() && !keyMarker.isEmpty()),
                ListingArguments.name(query, "delimiter"),
                ListingArguments.number(query, "max-uploads", LIMIT, 0, LIMIT),
                EncodingType.of(query));
    }
}
