package io.coffer.server.authorization.facts;

import io.coffer.model.Region;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.BucketPolicies;
import io.coffer.server.bucket.AccountSettings;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.MultipartUploads;
import io.coffer.server.object.ObjectStore;

/** Where the facts of an access are looked up. */
public record FactSources(
        BucketPolicies policies,
        AccountSettings accountSettings,
        ObjectStore objects,
        MultipartUploads uploads,
        EncryptionPlanner planner,
        Region region) {

    public AccessFacts of(Caller caller) {
        return new AccessFacts(this, caller);
    }
}
