package io.coffer.server.object;

import io.coffer.model.ETag;
import io.coffer.model.ObjectAcl;
import io.coffer.model.StorageClass;
import io.coffer.model.Tags;
import io.coffer.protocol.ContentHeaders;
import io.coffer.protocol.UserMetadata;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectState;
import java.util.Optional;

/**
 * What a write makes, before its body is read.
 *
 * @param etag the one to keep, for a copy of a composed body; else it is the content's MD5
 */
public record NewObject(
        ContentHeaders content,
        UserMetadata userMetadata,
        Tags tags,
        StorageClass storageClass,
        ObjectAcl acl,
        EncryptionPlan plan,
        boolean forbidOverwrite,
        Optional<ETag> etag) {

    public NewObject withETag(ETag kept) {
        return new NewObject(content, userMetadata, tags, storageClass, acl, plan, forbidOverwrite, Optional.of(kept));
    }

    ObjectState state() {
        return ObjectState.of(storageClass, acl);
    }

    ObjectFacts facts(ETag ofContent, long crc64) {
        return new ObjectFacts(etag.orElse(ofContent), crc64, content, userMetadata, tags, Optional.empty());
    }
}
