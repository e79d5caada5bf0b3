package io.coffer.server.observability;

import io.coffer.model.setting.Logging;
import io.coffer.model.setting.UserDefinedLogFields;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request that ended, as far as it got.
 *
 * @param target in the reading that held
 * @param uri path and query as they were sent
 * @param protocol such as {@code HTTP/1.1}
 * @param operation empty when the request meant none
 */
public record FinishedRequest(
        OssRequest request,
        Target target,
        String uri,
        String protocol,
        Optional<String> operation,
        Sender sender,
        Source source,
        Ending ending) {

    /** Who sent it; nothing is known of an anonymous sender. */
    public record Sender(Optional<String> id, Optional<String> accessKeyId) {}

    /**
     * The bucket it was about.
     *
     * @param owner the account's number, when there is such a bucket
     * @param logging where the bucket's access log goes, when it is kept
     * @param fields what the log shows besides
     */
    public record Source(Optional<String> owner, Optional<Logging> logging, Optional<UserDefinedLogFields> fields) {}

    /**
     * How it ended.
     *
     * @param errorCode empty for a success
     * @param sentBytes of the answer's body
     * @param objectSize of the object it was about, when that is known
     * @param server until the answer began
     * @param total until the answer was out
     */
    public record Ending(
            int status,
            Optional<String> errorCode,
            long sentBytes,
            OptionalLong objectSize,
            Optional<String> storageClass,
            Duration server,
            Duration total) {}
}
