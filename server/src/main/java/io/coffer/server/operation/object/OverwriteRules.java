package io.coffer.server.operation.object;

import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.policy.WildcardPattern;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.operation.Call;

/** Whether a bucket's rules forbid the caller to write over the object addressed. */
final class OverwriteRules {
    private OverwriteRules() {}

    static boolean forbid(Call call) {
        Caller caller = call.permit().caller();
        return call.existingBucket()
                .setting(BucketSettings.OVERWRITE)
                .filter(rules -> rules.forbids(
                        call.objectKey().value(),
                        principal -> WildcardPattern.of(principal).matches(name(caller))))
                .isPresent();
    }

    /** What a principal says of a caller; nothing of one without an account, whom only a wildcard means. */
    private static String name(Caller caller) {
        return switch (caller) {
            case Caller.Anonymous anonymous -> "";
            case Caller.Root root -> root.account().value();
            case Caller.RamUser user -> user.userId();
            case Caller.AssumedRole role -> role.roleId();
        };
    }
}
