package io.coffer.protocol;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.Optional;

/**
 * What a listing of objects asks for. Texts that are not given are empty.
 *
 * @param marker the name after which the listing begins: {@code marker}, in V2 {@code start-after}
 * @param maxKeys the most entries and common prefixes together, 0 to 1000
 * @param continuationToken V2 only, checked; it takes the place of the marker
 * @param fetchOwner V2 only: whether entries tell their owner
 */
public record ListObjectsQuery(
        Version version,
        String prefix,
        String marker,
        String delimiter,
        int maxKeys,
        EncodingType encodingType,
        Optional<String> continuationToken,
        boolean fetchOwner) {

    /** Which of the two operations asks. */
    public enum Version {
        V1,
        V2
    }

    /** @throws OssException {@link OssError#INVALID_ARGUMENT} */
    public static ListObjectsQuery v1(QueryParameters query) {
        return new ListObjectsQuery(
                Version.V1,
                ListingArguments.name(query, "prefix"),
                ListingArguments.name(query, "marker"),
                ListingArguments.name(query, "delimiter"),
                ListingArguments.maxKeys(query),
                EncodingType.of(query),
                Optional.empty(),
                false);
    }

    /** @throws OssException {@link OssError#INVALID_ARGUMENT} */
    public static ListObjectsQuery v2(QueryParameters query) {
        Optional<String> token = query.first("continuation-token").filter(text -> !text.isEmpty());
        token.ifPresent(ContinuationToken::last);
        return new ListObjectsQuery(
                Version.V2,
                ListingArguments.name(query, "prefix"),
                ListingArguments.name(query, "start-after"),
                ListingArguments.name(query, "delimiter"),
                ListingArguments.maxKeys(query),
                EncodingType.of(query),
                token,
                query.first("fetch-owner").filter("true"::equalsIgnoreCase).isPresent());
    }

    /** The name after which the listing begins; empty for the first. */
    public String after() {
        return continuationToken.map(ContinuationToken::last).orElse(marker);
    }
}
