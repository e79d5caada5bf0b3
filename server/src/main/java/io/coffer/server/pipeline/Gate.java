package io.coffer.server.pipeline;

import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.BucketPolicies;
import io.coffer.server.bucket.AccountSettings;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.object.ObjectStore;

/**
 * What decides on every request and where it looks things up.
 *
 * @param tlsOffered whether this server can be reached over TLS
 */
public record Gate(
        Authorizer authorizer,
        BucketPolicies policies,
        AccountSettings accountSettings,
        Buckets buckets,
        ObjectStore objects,
        boolean tlsOffered) {}
