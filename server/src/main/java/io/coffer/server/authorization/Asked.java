package io.coffer.server.authorization;

import java.util.List;
import java.util.Optional;

/**
 * One permission that a request needed, with what was known when it was asked for. A value: judging it again gives the
 * same answer.
 *
 * @param context with what conditions could see of this permission's bucket and object
 */
public record Asked(Permission permission, Optional<BucketFacts> bucket, RequestContext context) {
    static final int LONGEST_KEPT = 1024;

    /** The permissions of an access request one by one. */
    public static List<Asked> of(AccessRequest request, RequestContext context) {
        RequestContext full = context.and(request.circumstances());
        return request.permissions().stream()
                .map(permission -> new Asked(permission, request.bucket(), full))
                .toList();
    }

    /** The same with what is known by now, and long values cut, so that many of them can be kept. */
    public Asked kept() {
        return new Asked(permission, bucket, context.kept(LONGEST_KEPT));
    }
}
