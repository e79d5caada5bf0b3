package io.coffer.protocol.signature;

import io.coffer.model.OssError;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Pattern;

/** Reads a claim from the query of a presigned URL. Where a parameter is repeated, its first occurrence counts. */
final class UrlSignature {
    static final String V1_ACCESS_KEY_ID = "OSSAccessKeyId";
    static final String V1_EXPIRES = "Expires";
    static final String V1_SIGNATURE = "Signature";

    static final String VERSION = "x-oss-signature-version";
    static final String SIGNATURE = "x-oss-signature";
    static final String EXPIRES = "x-oss-expires";
    static final String DATE = "x-oss-date";
    static final String CREDENTIAL = "x-oss-credential";
    static final String ACCESS_KEY_ID = "x-oss-access-key-id";
    static final String ADDITIONAL_HEADERS = "x-oss-additional-headers";

    static final String V2_VERSION = "OSS2";
    static final String V4_VERSION = "OSS4-HMAC-SHA256";

    /** The longest life of a URL of version 4. */
    static final Duration MAX_VALIDITY = Duration.ofDays(7);

    private static final List<String> V1_NAMES = List.of(V1_ACCESS_KEY_ID, V1_EXPIRES, V1_SIGNATURE);
    private static final List<String> LATER_NAMES = List.of(VERSION, SIGNATURE, CREDENTIAL, ACCESS_KEY_ID);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    private UrlSignature() {}

    /** Whether anything in the query claims a signature, however incomplete. */
    static boolean isPresent(QueryParameters query) {
        return hasAny(query, V1_NAMES) || hasAny(query, LATER_NAMES);
    }

    static SignatureClaim parse(OssRequest request) {
        QueryParameters query = request.query();
        if (!hasAny(query, LATER_NAMES)) {
            return v1(request);
        }
        String version = query.first(VERSION).orElse("");
        return switch (version) {
            case V2_VERSION -> v2(request);
            case V4_VERSION -> v4(request);
            default ->
                throw OssError.invalidArgument(VERSION, version, "The signature version is missing or not supported.");
        };
    }

    private static V1Claim v1(OssRequest request) {
        QueryParameters query = request.query();
        Optional<String> accessKeyId = query.first(V1_ACCESS_KEY_ID).filter(id -> !id.isEmpty());
        Optional<String> signature = query.first(V1_SIGNATURE);
        if (accessKeyId.isEmpty() || signature.isEmpty()) {
            throw OssError.INCOMPLETE_URL_SIGNATURE.exception();
        }
        if (signature.get().isEmpty()) {
            throw OssError.INVALID_URL_SIGNATURE.exception();
        }
        String expires = expires(query.first(V1_EXPIRES));
        return new V1Claim(
                accessKeyId.get(),
                signature.get(),
                true,
                SecurityToken.v1(request),
                new Validity.Until(Instant.MIN, instant(expires)),
                List.of(expires));
    }

    private static V2Claim v2(OssRequest request) {
        QueryParameters query = request.query();
        Optional<String> accessKeyId = query.first(ACCESS_KEY_ID).filter(id -> !id.isEmpty());
        Optional<String> signature = query.first(SIGNATURE);
        if (accessKeyId.isEmpty() || signature.isEmpty()) {
            throw OssError.INCOMPLETE_URL_SIGNATURE.saying("Query-string authentication requires the " + SIGNATURE
                    + ", " + EXPIRES + " and " + ACCESS_KEY_ID + " parameters");
        }
        if (signature.get().isEmpty()) {
            throw OssError.INVALID_URL_SIGNATURE.exception();
        }
        String expires = expires(query.first(EXPIRES));
        return new V2Claim(
                accessKeyId.get(),
                signature.get(),
                true,
                SecurityToken.v2(request),
                new Validity.Until(Instant.MIN, instant(expires)),
                List.of(expires),
                additionalHeaders(query));
    }

    private static V4Claim v4(OssRequest request) {
        QueryParameters query = request.query();
        String signature = query.first(SIGNATURE)
                .filter(text -> !text.isEmpty())
                .orElseThrow(OssError.MISSING_V4_URL_SIGNATURE::exception);
        V4Credential credential = V4Credential.parse(
                query.first(CREDENTIAL).orElse(""), OssError.INVALID_V4_URL_CREDENTIAL, OssError.INVALID_V4_URL_DATE);
        String date = query.first(DATE).orElse("");
        Instant signedAt = SigningDate.parseBasic(date).orElseThrow(OssError.INVALID_V4_URL_DATE::exception);
        if (!SigningDate.isOn(signedAt, credential.scope().day())) {
            throw OssError.INVALID_V4_URL_DATE.exception();
        }
        Duration validity = validity(query.first(EXPIRES).orElse(""));
        AuthorizationHeader.requireUnsignedPayload(request, false);
        return new V4Claim(
                credential,
                signature,
                true,
                SecurityToken.v4(request),
                new Validity.Until(signedAt, signedAt.plus(validity)),
                date,
                additionalHeaders(query));
    }

    private static SortedSet<String> additionalHeaders(QueryParameters query) {
        return AuthorizationHeader.headerNames(query.first(ADDITIONAL_HEADERS).orElse(""));
    }

    private static String expires(Optional<String> parameter) {
        String text = parameter.orElseThrow(OssError.MISSING_URL_EXPIRES::exception);
        if (text.isEmpty()) {
            throw OssError.EMPTY_URL_EXPIRES.exception();
        }
        if (!SECONDS.matcher(text).matches()) {
            throw OssError.INVALID_URL_EXPIRES.exception();
        }
        return text;
    }

    /** The far future is a legal expiry. */
    private static Instant instant(String epochSeconds) {
        return Instant.ofEpochSecond(Math.min(Long.parseLong(epochSeconds), SigningDate.LAST.getEpochSecond()));
    }

    private static Duration validity(String seconds) {
        if (SECONDS.matcher(seconds).matches()) {
            long life = Long.parseLong(seconds);
            if (life >= 1 && life <= MAX_VALIDITY.toSeconds()) {
                return Duration.ofSeconds(life);
            }
        }
        throw OssError.INVALID_V4_URL_EXPIRES.exception();
    }

    private static boolean hasAny(QueryParameters query, List<String> names) {
        for (String name : names) {
            if (query.has(name)) {
                return true;
            }
        }
        return false;
    }
}
