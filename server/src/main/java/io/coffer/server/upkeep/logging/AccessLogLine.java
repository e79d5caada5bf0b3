package io.coffer.server.upkeep.logging;

import io.coffer.model.setting.UserDefinedLogFields;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.QueryParameters;
import io.coffer.server.observability.FinishedRequest;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A request as a line of OSS's access log: fields in a fixed order, parted by blanks, {@code -} for what is not. */
final class AccessLogLine {
    private static final String NOTHING = "-";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Whoever reads the log could use them until they expire. */
    private static final Set<String> SECRET =
            Set.of("signature", "x-oss-signature", "security-token", "x-oss-security-token");

    private static final Set<String> SECRET_HEADERS = Set.of("authorization", "security-token", "x-oss-security-token");

    /** Operations whose body becomes data of the bucket. */
    private static final Set<String> UPLOADS =
            Set.of("PutObject", "PostObject", "AppendObject", "UploadPart", "CopyObject", "UploadPartCopy");

    private final StringBuilder line = new StringBuilder(512);

    private AccessLogLine() {}

    static String of(FinishedRequest finished) {
        return new AccessLogLine().write(finished);
    }

    private String write(FinishedRequest finished) {
        OssRequest request = finished.request();
        FinishedRequest.Ending ending = finished.ending();
        line.append(request.remoteAddress()).append(" - - [");
        TIME.formatTo(request.receivedAt(), line);
        line.append(']');
        quoted(request.method() + " " + withoutSecrets(finished.uri()) + " " + finished.protocol());
        plain(ending.status());
        plain(ending.sentBytes());
        plain(ending.total().toMillis());
        quoted(request.header("referer"));
        quoted(request.header("user-agent"));
        quoted(request.host());
        quoted(request.requestId());
        quoted(Boolean.toString(finished.source().logging().isPresent()));
        quoted(finished.sender().id());
        quoted(finished.operation());
        quoted(finished.target().bucket());
        quoted(finished.target().key().map(PercentEncoding::encode));
        plain(ending.objectSize());
        plain(ending.server().toMillis());
        quoted(ending.errorCode());
        plain(requestLength(finished));
        quoted(finished.source().owner());
        plain(stored(finished));
        // not a request of a CDN to its origin
        quoted(NOTHING);
        quoted(ending.storageClass());
        // neither a transition of a lifecycle rule nor an accelerated request
        quoted(NOTHING);
        quoted(NOTHING);
        quoted(finished.sender().accessKeyId());
        finished.source().fields().ifPresent(fields -> quoted(userDefined(request, fields)));
        return line.append('\n').toString();
    }

    /** The headers and parameters that the bucket's owner wants to see, one field of {@code name=value}. */
    private static String userDefined(OssRequest request, UserDefinedLogFields fields) {
        Stream<String> headers = fields.headers().stream()
                .filter(name -> !SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT)))
                .flatMap(name -> request.header(name).stream().map(value -> name + "=" + value));
        Stream<String> parameters = fields.parameters().stream()
                .filter(name -> !SECRET.contains(name.toLowerCase(Locale.ROOT)))
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

    private static String withoutSecrets(String uri) {
        int query = uri.indexOf('?');
        if (query < 0) {
            return uri;
        }
        return Arrays.stream(uri.substring(query + 1).split("&", -1))
                .map(AccessLogLine::withoutSecret)
                .collect(Collectors.joining("&", uri.substring(0, query + 1), ""));
    }

    private static String withoutSecret(String parameter) {
        int equals = parameter.indexOf('=');
        return equals >= 0 && isSecret(parameter.substring(0, equals))
                ? parameter.substring(0, equals + 1) + NOTHING
                : parameter;
    }

    /** By the name that the server understood, which may be encoded as well. */
    private static boolean isSecret(String encodedName) {
        return QueryParameters.parse(encodedName).all().stream()
                .anyMatch(parameter -> SECRET.contains(parameter.name().toLowerCase(Locale.ROOT)));
    }

    private void plain(long number) {
        line.append(' ').append(number);
    }

    private void plain(OptionalLong number) {
        line.append(' ').append(number.isPresent() ? Long.toString(number.getAsLong()) : NOTHING);
    }

    private void quoted(Optional<String> text) {
        quoted(text.filter(value -> !value.isEmpty()).orElse(NOTHING));
    }

    /** What could end the field or the line is percent-encoded, or a caller could forge lines. */
    private void quoted(String text) {
        line.append(" \"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\' || Character.isISOControl(c)) {
                for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    line.append('%').append(HEX.toHexDigits(octet));
                }
            } else {
                line.appendCodePoint(c);
            }
        });
        line.append('"');
    }
}
