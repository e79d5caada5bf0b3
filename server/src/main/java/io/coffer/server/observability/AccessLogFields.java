package io.coffer.server.observability;

import io.coffer.model.setting.UserDefinedLogFields;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.PercentEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the access log tells of a request, in the order of OSS's own.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/oss/user-guide/logging">Logging</a>
 */
final class AccessLogFields {
    private static final Set<String> SECRET_HEADERS = Set.of("authorization", "security-token", "x-oss-security-token");

    /** Operations whose body becomes data of the bucket. */
    private static final Set<String> UPLOADS =
            Set.of("PutObject", "PostObject", "AppendObject", "UploadPart", "CopyObject", "UploadPartCopy");

    private AccessLogFields() {}

    static List<AccessLogField> of(FinishedRequest finished) {
        List<AccessLogField> fields = new ArrayList<>(25);
        addRequest(fields, finished);
        addMeaning(fields, finished);
        addEffect(fields, finished);
        finished.source()
                .fields()
                .ifPresent(chosen ->
                        fields.add(AccessLogField.text("user_defined", userDefined(finished.request(), chosen))));
        return fields;
    }

    private static void addRequest(List<AccessLogField> fields, FinishedRequest finished) {
        OssRequest request = finished.request();
        FinishedRequest.Ending ending = finished.ending();
        fields.add(AccessLogField.word("remote_ip", request.remoteAddress()));
        fields.add(AccessLogField.moment("time", request.receivedAt()));
        fields.add(AccessLogField.text(
                "request_uri", request.method() + " " + LoggedUri.of(finished.uri()) + " " + finished.protocol()));
        fields.add(AccessLogField.number("http_status", ending.status()));
        fields.add(AccessLogField.number("sent_bytes", ending.sentBytes()));
        fields.add(AccessLogField.number("request_time_ms", ending.total().toMillis()));
        fields.add(AccessLogField.text("referer", request.header("referer")));
        fields.add(AccessLogField.text("user_agent", request.header("user-agent")));
        fields.add(AccessLogField.text("host_name", request.host()));
        fields.add(AccessLogField.text("request_id", request.requestId()));
    }

    private static void addMeaning(List<AccessLogField> fields, FinishedRequest finished) {
        FinishedRequest.Ending ending = finished.ending();
        fields.add(AccessLogField.text(
                "logging_flag", Boolean.toString(finished.source().logging().isPresent())));
        fields.add(AccessLogField.text("requester_id", finished.sender().id()));
        fields.add(AccessLogField.text("operation", finished.operation()));
        fields.add(AccessLogField.text("bucket", finished.target().bucket()));
        fields.add(AccessLogField.text("key", finished.target().key().map(PercentEncoding::encode)));
        fields.add(AccessLogField.number("object_size", ending.objectSize()));
        fields.add(AccessLogField.number("server_cost_time_ms", ending.server().toMillis()));
        fields.add(AccessLogField.text("error_code", ending.errorCode()));
    }

    private static void addEffect(List<AccessLogField> fields, FinishedRequest finished) {
        Optional<String> never = Optional.empty();
        fields.add(AccessLogField.number("request_length", requestLength(finished)));
        fields.add(AccessLogField.text("user_id", finished.source().owner()));
        fields.add(AccessLogField.number("delta_data_size", stored(finished)));
        // not a request of a CDN to its origin
        fields.add(AccessLogField.text("sync_request", never));
        fields.add(AccessLogField.text("storage_class", finished.ending().storageClass()));
        // neither a transition of a lifecycle rule nor an accelerated request
        fields.add(AccessLogField.text("target_storage_class", never));
        fields.add(AccessLogField.text("transmission_acceleration_access_point", never));
        fields.add(AccessLogField.text("access_key_id", finished.sender().accessKeyId()));
    }

    /** The headers and parameters that the bucket's owner wants to see, one field of {@code name=value}. */
    private static String userDefined(OssRequest request, UserDefinedLogFields fields) {
        Stream<String> headers = fields.headers().stream()
                .filter(name -> !SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT)))
                .flatMap(name -> request.header(name).stream().map(value -> name + "=" + value));
        Stream<String> parameters = fields.parameters().stream()
                .filter(name -> !LoggedUri.isSecret(name))
                .flatMap(name -> request.query().first(name).stream().map(value -> name + "=" + value));
        return Stream.concat(headers, parameters)
                .map(PercentEncoding::encode)
                .map(field -> field.replaceFirst("%3D", "="))
                .collect(Collectors.joining("&"));
    }

    /** Line, headers and body; the body as announced. */
    private static long requestLength(FinishedRequest finished) {
        OssRequest request = finished.request();
        long head = request.method().name().length()
                + finished.uri().length()
                + finished.protocol().length()
                + 6L;
        long headers = request.headers().fields().stream()
                .mapToLong(field -> field.name().length() + field.value().length() + 4L)
                .sum();
        return head + headers + request.body().length().orElse(0);
    }

    private static OptionalLong stored(FinishedRequest finished) {
        boolean upload = finished.operation().filter(UPLOADS::contains).isPresent();
        if (!upload) {
            return OptionalLong.empty();
        }
        return finished.ending().errorCode().isPresent()
                ? OptionalLong.of(0)
                : finished.ending().objectSize();
    }
}
