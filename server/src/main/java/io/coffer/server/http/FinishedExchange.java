package io.coffer.server.http;

import io.coffer.protocol.Headers;
import io.coffer.protocol.OssRequest;
import io.coffer.server.authentication.Caller;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.observability.FinishedRequest;
import io.coffer.server.operation.Operation;
import io.coffer.server.pipeline.Outcome;
import io.coffer.server.pipeline.Trace;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Gathers, while an exchange runs, what is told of it at its end. */
final class FinishedExchange {
    private final Request exchange;
    private @Nullable OssRequest request;
    private long serverNanos;

    FinishedExchange(Request exchange) {
        this.exchange = exchange;
    }

    void understood(OssRequest parsed) {
        request = parsed;
    }

    /** @param nanos since the exchange began */
    void answering(long nanos) {
        serverNanos = nanos;
    }

    /** @return empty when the exchange was no request */
    Optional<FinishedRequest> of(Outcome outcome, int status, long sent, long totalNanos) {
        OssRequest parsed = request;
        if (parsed == null) {
            return Optional.empty();
        }
        Trace trace = outcome.trace();
        return Optional.of(new FinishedRequest(
                parsed,
                trace.target().orElse(parsed.target()),
                Optional.ofNullable(exchange.getHttpURI().getPathQuery()).orElse("/"),
                exchange.getConnectionMetaData().getHttpVersion().asString(),
                outcome.operation().map(Operation::name),
                trace.caller()
                        .map(FinishedExchange::sender)
                        .orElse(new FinishedRequest.Sender(Optional.empty(), Optional.empty())),
                new FinishedRequest.Source(
                        trace.bucket().map(bucket -> bucket.record().owner()),
                        trace.bucket().flatMap(bucket -> bucket.setting(BucketSettings.LOGGING)),
                        trace.bucket().flatMap(bucket -> bucket.setting(BucketSettings.USER_DEFINED_LOG_FIELDS))),
                new FinishedRequest.Ending(
                        status,
                        errorCode(outcome),
                        sent,
                        objectSize(outcome, parsed),
                        header(outcome, "x-oss-storage-class"),
                        Duration.ofNanos(serverNanos),
                        Duration.ofNanos(totalNanos))));
    }

    private static FinishedRequest.Sender sender(Caller caller) {
        Optional<String> id = switch (caller) {
            case Caller.Anonymous anonymous -> Optional.empty();
            case Caller.Root root -> Optional.of(root.account().value());
            case Caller.RamUser user -> Optional.of(user.userId());
            case Caller.AssumedRole role -> Optional.of(role.roleId());
        };
        return new FinishedRequest.Sender(id, caller.signingKey());
    }

    static Optional<String> errorCode(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> Optional.empty();
            case Outcome.Refused refused ->
                Optional.of(refused.refusal().error().code());
        };
    }

    private static OptionalLong objectSize(Outcome outcome, OssRequest request) {
        String operation = outcome.operation().map(Operation::name).orElse("");
        return switch (operation) {
            case "GetObject", "HeadObject" -> readSize(outcome);
            case "PutObject", "PostObject", "AppendObject", "UploadPart" ->
                request.body().length();
            default -> OptionalLong.empty();
        };
    }

    /** The whole object's, also where only a range of it was sent. */
    private static OptionalLong readSize(Outcome outcome) {
        if (!(outcome instanceof Outcome.Answered answered)) {
            return OptionalLong.empty();
        }
        Optional<String> range = header(outcome, "content-range");
        if (range.isPresent()) {
            String total = range.get().substring(range.get().indexOf('/') + 1);
            return total.chars().allMatch(Character::isDigit)
                    ? OptionalLong.of(Long.parseLong(total))
                    : OptionalLong.empty();
        }
        long length = answered.response().body().length();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    private static Optional<String> header(Outcome outcome, String name) {
        Headers headers = outcome instanceof Outcome.Answered answered
                ? answered.response().headers()
                : Headers.NONE;
        return headers.first(name);
    }
}
