package io.coffer.protocol;

import io.coffer.model.OssException;
import io.coffer.model.VersionId;
import java.util.Optional;

/**
 * What a listing of versions asks for. Texts that are not given are empty.
 *
 * @param keyMarker the key after which the listing begins
 * @param versionIdMarker with it, the version of that key after which it begins; without a key it means nothing
 * @param maxKeys the most versions and common prefixes together, 0 to 1000
 */
public record ListVersionsQuery(
        String prefix,
        String keyMarker,
        Optional<VersionId> versionIdMarker,
        String delimiter,
        int maxKeys,
        EncodingType encodingType) {

    /** @throws OssException InvalidArgument */
    public static ListVersionsQuery of(QueryParameters query) {
        String keyMarker = ListingArguments.name(query, "key-marker");
        String version = ListingArguments.name(query, "version-id-marker");
        return new ListVersionsQuery(
                ListingArguments.name(query, "prefix"),
                keyMarker,
                version.isEmpty() || keyMarker.isEmpty() ? Optional.empty() : Optional.of(VersionId.parse(version)),
                ListingArguments.name(query, "delimiter"),
                ListingArguments.maxKeys(query),
                EncodingType.of(query));
    }
}
