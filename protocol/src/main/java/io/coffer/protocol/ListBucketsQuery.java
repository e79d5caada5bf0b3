package io.coffer.protocol;

import io.coffer.model.OssError;
import io.coffer.model.OssException;

/**
 * What a listing of buckets asks for. Texts that are not given are empty.
 *
 * @param partial whether the request names any of these, and the answer so repeats them
 * @param maxKeys the most buckets, 0 to 1000; 100 when not given
 */
public record ListBucketsQuery(String prefix, String marker, int maxKeys, boolean partial) {

    /** @throws OssException {@link OssError#INVALID_ARGUMENT} */
    public static ListBucketsQuery of(QueryParameters query) {
        return new ListBucketsQuery(
                ListingArguments.name(query, "prefix"),
                ListingArguments.name(query, "marker"),
                ListingArguments.maxKeys(query),
                query.has("prefix") || query.has("marker") || query.has("max-keys"));
    }
}
