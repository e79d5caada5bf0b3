package io.coffer.protocol;

import io.coffer.model.ETag;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The conditions under which a request is to be carried out. Where a tag and a date ask the same question, the tag
 * decides (RFC 9110, 13.2.2). A date that cannot be read is no condition.
 */
public record Preconditions(
        Optional<String> ifMatch,
        Optional<Instant> ifUnmodifiedSince,
        Optional<String> ifNoneMatch,
        Optional<Instant> ifModifiedSince) {

    /** The conditions on the object that the request names. */
    public static Preconditions of(Headers headers) {
        return withPrefix(headers, "");
    }

    /** The conditions on the source of a copy: {@code x-oss-copy-source-if-match} and its siblings. */
    public static Preconditions ofCopySource(Headers headers) {
        return withPrefix(headers, "x-oss-copy-source-");
    }

    private static Preconditions withPrefix(Headers headers, String prefix) {
        return new Preconditions(
                headers.first(prefix + "if-match"),
                headers.first(prefix + "if-unmodified-since").flatMap(HttpDates::parse),
                headers.first(prefix + "if-none-match"),
                headers.first(prefix + "if-modified-since").flatMap(HttpDates::parse));
    }

    /**
     * Compares with an object; its time counts in whole seconds.
     *
     * @throws OssException {@link OssError#PRECONDITION_FAILED} with the header in {@code Condition}, by its plain name
     *     for copies as well; {@link OssError#NOT_MODIFIED} with the header {@code ETag}
     */
    public void check(ETag etag, Instant lastModified) {
        Instant modified = lastModified.truncatedTo(ChronoUnit.SECONDS);
        if (ifMatch.isPresent()) {
            if (!anyMatches(ifMatch.get(), etag)) {
                throw failed("If-Match");
            }
        } else if (ifUnmodifiedSince.filter(modified::isAfter).isPresent()) {
            throw failed("If-Unmodified-Since");
        }
        boolean unchanged = ifNoneMatch
                .map(tags -> anyMatches(tags, etag))
                .orElseGet(() -> ifModifiedSince
                        .filter(since -> !modified.isAfter(since))
                        .isPresent());
        if (unchanged) {
            throw OssError.NOT_MODIFIED.exception().header("ETag", etag.quoted());
        }
    }

    private static boolean anyMatches(String tags, ETag etag) {
        for (String tag : tags.split(",")) {
            String candidate = tag.strip();
            if (etag.matches(candidate.startsWith("W/") ? candidate.substring(2) : candidate)) {
                return true;
            }
        }
        return false;
    }

    private static OssException failed(String header) {
        return OssError.PRECONDITION_FAILED.with("Condition", header);
    }
}
