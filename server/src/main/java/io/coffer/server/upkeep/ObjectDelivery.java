package io.coffer.server.upkeep;

import io.coffer.model.EncryptionRule;
import io.coffer.model.ObjectAcl;
import io.coffer.model.ObjectKey;
import io.coffer.model.Tags;
import io.coffer.protocol.ContentHeaders;
import io.coffer.protocol.UserMetadata;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.IncomingBody;
import io.coffer.server.object.NewObject;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes objects that the server itself makes, encrypted as their bucket wants it unless the setting says how. */
public final class ObjectDelivery {
    private final ObjectStore objects;
    private final EncryptionPlanner planner;

    public ObjectDelivery(ObjectStore objects, EncryptionPlanner planner) {
        this.objects = objects;
        this.planner = planner;
    }

    public StoredObject put(
            BucketSnapshot bucket,
            ObjectKey key,
            String contentType,
            Optional<EncryptionRule> encryption,
            byte[] content) {
        return put(
                bucket,
                key,
                contentType,
                encryption,
                new ByteArrayInputStream(content),
                OptionalLong.of(content.length));
    }

    /** @param length empty when it is not known before the end */
    public StoredObject put(
            BucketSnapshot bucket,
            ObjectKey key,
            String contentType,
            Optional<EncryptionRule> encryption,
            InputStream content,
            OptionalLong length) {
        NewObject object = new NewObject(
                new ContentHeaders(
                        contentType,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new UserMetadata(Map.of()),
                Tags.NONE,
                bucket.storageClass(),
                ObjectAcl.DEFAULT,
                planner.plan(bucket, encryption),
                false,
                Optional.empty());
        return objects.put(bucket, key, object, new IncomingBody(content, length, Optional.empty()));
    }
}
