package io.coffer.server.pipeline;

import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.RecentRequests;
import io.coffer.server.authorization.facts.FactSources;
import io.coffer.server.bucket.Buckets;

/**
 * What decides on every request and where it looks things up.
 *
 * @param recent what was decided lately
 * @param tlsOffered whether this server can be reached over TLS
 */
public record Gate(
        Authorizer authorizer, FactSources facts, Buckets buckets, RecentRequests recent, boolean tlsOffered) {}
