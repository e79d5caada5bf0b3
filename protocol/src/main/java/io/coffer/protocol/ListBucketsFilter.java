package io.coffer.protocol;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Tags;
import io.coffer.model.setting.ResourceGroup;
import java.util.Optional;

/**
 * Which buckets a listing of buckets is about, beyond their names.
 *
 * @param tagKey of a tag that a bucket must have
 * @param tagValue the value that this tag must have
 */
public record ListBucketsFilter(Optional<String> tagKey, Optional<String> tagValue, Optional<String> resourceGroup) {
    private static final String TAG_KEY = "tag-key";
    private static final String TAG_VALUE = "tag-value";

    /** @throws OssException {@link OssError#INVALID_ARGUMENT} for the value of a tag without its key */
    public static ListBucketsFilter of(QueryParameters query, Headers headers) {
        Optional<String> tagKey = query.first(TAG_KEY).filter(text -> !text.isEmpty());
        Optional<String> tagValue = query.first(TAG_VALUE);
        if (tagKey.isEmpty() && tagValue.filter(text -> !text.isEmpty()).isPresent()) {
            throw OssError.invalidArgument(TAG_VALUE, tagValue.get(), "A tag-value needs its tag-key.");
        }
        return new ListBucketsFilter(
                tagKey, tagValue, headers.first("x-oss-resource-group-id").filter(text -> !text.isEmpty()));
    }

    public boolean picks(Tags tags, ResourceGroup group) {
        boolean tagged = tagKey.map(key -> Optional.ofNullable(tags.values().get(key))
                        .filter(value -> tagValue.map(value::equals).orElse(true))
                        .isPresent())
                .orElse(true);
        return tagged && resourceGroup.map(group.id()::equals).orElse(true);
    }
}
