package io.coffer.server.object;

import io.coffer.model.ObjectAcl;
import io.coffer.model.StorageClass;
import io.coffer.protocol.ContentHeaders;
import io.coffer.protocol.UserMetadata;

/** What a write makes, before its body is read. */
public record NewObject(
        ContentHeaders content,
        UserMetadata userMetadata,
        StorageClass storageClass,
        ObjectAcl acl,
        EncryptionPlan plan,
        boolean forbidOverwrite) {}
