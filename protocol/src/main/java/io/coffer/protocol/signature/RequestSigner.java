package io.coffer.protocol.signature;

import static java.util.stream.Collectors.joining;

import io.coffer.model.Region;
import io.coffer.protocol.Headers;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.QueryParameters.Parameter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Signs requests as a client does. Each method gives the whole headers or query to send. */
public final class RequestSigner {
    private final SigningCredentials credentials;
    private final Region region;
    private final String product;

    public RequestSigner(SigningCredentials credentials, Region region) {
        this(credentials, region, SigningScope.OSS);
    }

    /** @param region with the product {@code oss-cloudbox} the id of the cloud box */
    public RequestSigner(SigningCredentials credentials, Region region, String product) {
        this.credentials = credentials;
        this.region = region;
        this.product = product;
    }

    /** Version 1 in the header. */
    public Headers signV1(SignableRequest request, Instant time) {
        String date = SigningDate.http(time);
        Headers headers = withToken(request.headers()).set("x-oss-date", date).build();
        String text = V1StringToSign.of(request.withHeaders(headers), date);
        String signature = Hmac.base64(Hmac.sha1(credentials.secret(), text));
        return authorized(headers, AuthorizationHeader.V1_SCHEME + credentials.accessKeyId() + ":" + signature);
    }

    /** Version 1 in the URL. Whoever uses it sends the same {@code Content-} and {@code x-oss-} headers. */
    public QueryParameters presignV1(SignableRequest request, Instant expiresAt) {
        String expires = Long.toString(expiresAt.getEpochSecond());
        List<Parameter> query = new ArrayList<>(request.query().all());
        query.add(parameter(UrlSignature.V1_ACCESS_KEY_ID, credentials.accessKeyId()));
        query.add(parameter(UrlSignature.V1_EXPIRES, expires));
        credentials.securityToken().ifPresent(token -> query.add(parameter(SecurityToken.V1_NAME, token)));
        String text = V1StringToSign.of(request.withQuery(new QueryParameters(query)), expires);
        query.add(parameter(UrlSignature.V1_SIGNATURE, Hmac.base64(Hmac.sha1(credentials.secret(), text))));
        return new QueryParameters(query);
    }

    /**
     * Version 4 in the header.
     *
     * @param additionalHeaders names of headers to sign beyond those always signed; {@code host} takes the request's
     *     host
     */
    public Headers signV4(SignableRequest request, Instant time, Set<String> additionalHeaders) {
        String date = SigningDate.basic(time);
        Headers headers = withToken(request.headers())
                .set("x-oss-date", date)
                .set("x-oss-content-sha256", V4StringToSign.UNSIGNED_PAYLOAD)
                .build();
        SignableRequest dated = request.withHeaders(headers);
        SortedSet<String> additional = V4StringToSign.present(dated, lowerCase(additionalHeaders));
        V4Credential credential = credential(time);
        String signature = v4Signature(credential, V4StringToSign.of(dated, additional, date, credential.scope()));
        String list = additional.isEmpty() ? "" : ",AdditionalHeaders=" + String.join(";", additional);
        return authorized(
                headers, AuthorizationHeader.V4_SCHEME + "Credential=" + credential + list + ",Signature=" + signature);
    }

    /**
     * Version 4 in the URL.
     *
     * @param validity 1 second to 7 days, in whole seconds
     * @param additionalHeaders as in {@link #signV4}
     */
    public QueryParameters presignV4(
            SignableRequest request, Instant time, Duration validity, Set<String> additionalHeaders) {
        if (validity.toSeconds() < 1 || validity.compareTo(UrlSignature.MAX_VALIDITY) > 0) {
            throw new IllegalArgumentException("a signed URL is good for 1 second to 7 days, not for " + validity);
        }
        String date = SigningDate.basic(time);
        SortedSet<String> additional = V4StringToSign.present(request, lowerCase(additionalHeaders));
        V4Credential credential = credential(time);
        List<Parameter> query = new ArrayList<>(request.query().all());
        query.add(parameter(UrlSignature.VERSION, UrlSignature.V4_VERSION));
        query.add(parameter(UrlSignature.DATE, date));
        query.add(parameter(UrlSignature.EXPIRES, Long.toString(validity.toSeconds())));
        query.add(parameter(UrlSignature.CREDENTIAL, credential.toString()));
        if (!additional.isEmpty()) {
            query.add(parameter(UrlSignature.ADDITIONAL_HEADERS, String.join(";", additional)));
        }
        credentials.securityToken().ifPresent(token -> query.add(parameter(SecurityToken.HEADER, token)));
        SignableRequest complete = request.withQuery(new QueryParameters(query));
        SigningText text = V4StringToSign.of(complete, additional, date, credential.scope());
        query.add(parameter(UrlSignature.SIGNATURE, v4Signature(credential, text)));
        return new QueryParameters(query);
    }

    /** The query as it stands in a URL, percent-encoded, without its question mark. */
    public static String queryString(QueryParameters query) {
        return query.all().stream()
                .map(parameter -> EmptyValues.AS_SENT.pair(
                        parameter, PercentEncoding.encode(parameter.name()), PercentEncoding.encode(parameter.text())))
                .collect(joining("&"));
    }

    private V4Credential credential(Instant time) {
        return new V4Credential(credentials.accessKeyId(), new V4Scope(SigningDate.day(time), region.id(), product));
    }

    private String v4Signature(V4Credential credential, SigningText text) {
        byte[] key = credential.scope().signingKey(credentials.secret());
        try {
            return Hmac.hex(Hmac.sha256(key, text.stringToSign()));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private Headers.Builder withToken(Headers headers) {
        Headers.Builder builder = Headers.builder().addAll(headers);
        credentials.securityToken().ifPresent(token -> builder.set(SecurityToken.HEADER, token));
        return builder;
    }

    private static Headers authorized(Headers headers, String authorization) {
        return Headers.builder()
                .addAll(headers)
                .set("authorization", authorization)
                .build();
    }

    private static Parameter parameter(String name, String value) {
        return new Parameter(name, Optional.of(value));
    }

    private static SortedSet<String> lowerCase(Set<String> names) {
        SortedSet<String> lower = new TreeSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower;
    }
}
