package io.coffer.protocol;

import io.coffer.model.OssException;

/**
 * What a listing of parts asks for.
 *
 * @param partNumberMarker the number after which the listing begins
 * @param maxParts 0 to 1000
 */
public record ListPartsQuery(int partNumberMarker, int maxParts, EncodingType encodingType) {
    private static final int LIMIT = 1000;
    private static final int LAST_PART = 10_000;

    /** @throws OssException InvalidArgument */
    public static ListPartsQuery of(QueryParameters query) {
        return new ListPartsQuery(
                ListingArguments.number(query, "part-number-marker", 0, 0, LAST_PART),
                ListingArguments.number(query, "max-parts", LIMIT, 0, LIMIT),
                EncodingType.of(query));
    }
}
