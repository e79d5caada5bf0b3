package io.coffer.server.pipeline;

import io.coffer.protocol.Target;
import io.coffer.server.authentication.Caller;
import io.coffer.server.bucket.BucketSnapshot;
import java.util.Optional;

/**
 * What became known of a request on its way, whether it succeeded or not.
 *
 * @param target in the reading that held
 * @param caller once the signature was checked
 * @param bucket the bucket it is about, when there is one
 */
public record Trace(Optional<Target> target, Optional<Caller> caller, Optional<BucketSnapshot> bucket) {
    public static final Trace NONE = new Trace(Optional.empty(), Optional.empty(), Optional.empty());

    static Trace of(Target target) {
        return new Trace(Optional.of(target), Optional.empty(), Optional.empty());
    }

    Trace with(Target reading, Caller sender) {
        return new Trace(Optional.of(reading), Optional.of(sender), bucket);
    }

    /** With the sender, when it is known and was not yet. */
    Trace by(Optional<Caller> sender) {
        return new Trace(target, caller.or(() -> sender), bucket);
    }

    Trace with(Optional<BucketSnapshot> found) {
        return new Trace(target, caller, found);
    }
}
