package io.coffer.protocol.signature;

import static io.coffer.protocol.signature.Requests.NOW;
import static io.coffer.protocol.signature.Requests.SECRET;
import static io.coffer.protocol.signature.Requests.bucket;
import static io.coffer.protocol.signature.Requests.headers;
import static io.coffer.protocol.signature.Requests.object;
import static io.coffer.protocol.signature.Requests.signable;
import static io.coffer.protocol.signature.Requests.verify;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.Target;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each client signs, worked out by hand from what its public code does, and never with the code under test. Every
 * row is accepted as it stands and refused when one more character is signed than was sent.
 */
class ClientDialectTest {
    private static final String DATE = "Thu, 05 Mar 2026 08:09:10 GMT";
    private static final String BASIC = "20260305T080910Z";
    private static final String SCOPE = "20260305/cn-hangzhou/oss/aliyun_v4_request";
    private static final String SHA = "x-oss-content-sha256";
    private static final long EXPIRES = NOW.getEpochSecond() + 60;
    private static final Target KEY = object("bucket", "key");

    /**
     * @param signed the string to sign; with version 4 the canonical request
     * @param query as sent, without what carries the signature
     */
    record Row(String client, Style style, Method method, Target target, String query, Headers headers, String signed) {
        @Override
        public String toString() {
            return client + " " + style;
        }
    }

    /** Where and how the signature travels. */
    enum Style {
        V1_HEADER,
        V1_URL,
        V2_HEADER,
        V2_URL,
        /** with blanks, and the signature before the names of headers, as Python v1 writes it */
        V2_HEADER_NAMES,
        V4_HEADER,
        V4_HEADER_NAMES,
        V4_URL
    }

    private static Row get(String client, Style style, String query, Headers headers, String signed) {
        return new Row(client, style, Method.GET, KEY, query, headers, signed);
    }

    static Stream<Row> version1() {
        String start = "GET\n\n\n" + DATE + "\n";
        String dated = start + "x-oss-date:" + DATE + "\n/bucket/key";
        Headers plain = headers("Date", DATE);
        Headers both = headers("Date", DATE, "x-oss-date", DATE);
        return Stream.of(
                get("Java v1", Style.V1_HEADER, "", plain, start + "/bucket/key"),
                get(
                        "Java v1, null and empty values",
                        Style.V1_HEADER,
                        "acl&uploads=",
                        plain,
                        start + "/bucket/key?acl&uploads="),
                get("Java v2", Style.V1_HEADER, "acl", both, dated + "?acl"),
                get(
                        "Java v2, a day of one digit",
                        Style.V1_HEADER,
                        "",
                        headers("x-oss-date", "Thu, 5 Mar 2026 08:09:10 GMT"),
                        "GET\n\n\nThu, 5 Mar 2026 08:09:10 GMT\nx-oss-date:Thu, 5 Mar 2026 08:09:10 GMT\n/bucket/key"),
                get(
                        "Java v2, empty headers left out",
                        Style.V1_HEADER,
                        "",
                        headers("Date", DATE, "x-oss-acl", ""),
                        start + "/bucket/key"),
                get(
                        "Python v1, empty headers kept",
                        Style.V1_HEADER,
                        "",
                        headers("Date", DATE, "x-oss-acl", ""),
                        start + "x-oss-acl:\n/bucket/key"),
                get(
                        "Python v1, extension date",
                        Style.V1_HEADER,
                        "",
                        headers("Date", "Thu, 05 Mar 2026 08:00:00 GMT", "x-oss-date", DATE),
                        dated),
                get(
                        "Python v2, extensions unsigned",
                        Style.V1_HEADER,
                        "x-oss-process=a&versionId=1",
                        both,
                        dated + "?versionId=1"),
                get(
                        "Go v1, Date only",
                        Style.V1_HEADER,
                        "x-oss-process=a",
                        plain,
                        start + "/bucket/key?x-oss-process=a"),
                get(
                        "Go v1, Date beside the extension",
                        Style.V1_HEADER,
                        "",
                        headers("Date", DATE, "x-oss-date", "Thu, 05 Mar 2026 08:09:09 GMT"),
                        start + "x-oss-date:Thu, 05 Mar 2026 08:09:09 GMT\n/bucket/key"),
                get(
                        "Go v2, every extension",
                        Style.V1_HEADER,
                        "x-oss-new=1&acl",
                        plain,
                        start + "/bucket/key?acl&x-oss-new=1"),
                get(
                        "Go v2, repeated headers joined",
                        Style.V1_HEADER,
                        "",
                        headers("Date", DATE, "x-oss-meta-a", "1", "x-oss-meta-a", "2"),
                        start + "x-oss-meta-a:1,2\n/bucket/key"),
                get("ali-oss, x-oss-date only", Style.V1_HEADER, "acl", headers("x-oss-date", DATE), dated + "?acl"),
                get("ossutil 1", Style.V1_HEADER, "append&position=0", plain, start + "/bucket/key?append&position=0"),
                get(
                        "ossfs",
                        Style.V1_HEADER,
                        "uploadId=U&partNumber=1",
                        headers("Date", DATE, "x-oss-security-token", ""),
                        start + "x-oss-security-token:\n/bucket/key?partNumber=1&uploadId=U"),
                get(
                        "older than listings with tokens",
                        Style.V1_HEADER,
                        "continuation-token=t",
                        plain,
                        start + "/bucket/key"),
                get("OpenDAL", Style.V1_HEADER, "uploads=", plain, start + "/bucket/key?uploads"),
                new Row(
                        "hadoop-aliyun",
                        Style.V1_HEADER,
                        Method.PUT,
                        object("bucket", "dir/ü k+"),
                        "",
                        headers(
                                "Date",
                                DATE,
                                "Content-Type",
                                "application/octet-stream",
                                "Content-MD5",
                                "eB5eJF1ptWaXm4bijSPyxw=="),
                        "PUT\neB5eJF1ptWaXm4bijSPyxw==\napplication/octet-stream\n" + DATE + "\n/bucket/dir/ü k+"),
                new Row(
                        "all, the service",
                        Style.V1_HEADER,
                        Method.GET,
                        Target.SERVICE,
                        "prefix=a",
                        plain,
                        start + "/"),
                new Row(
                        "all, a bucket",
                        Style.V1_HEADER,
                        Method.GET,
                        bucket("bucket"),
                        "list-type=2&prefix=a",
                        plain,
                        start + "/bucket/"),
                get(
                        "Java v1",
                        Style.V1_URL,
                        "response-content-type=text%2Fplain",
                        Headers.NONE,
                        "GET\n\n\n" + EXPIRES + "\n/bucket/key?response-content-type=text/plain"),
                get(
                        "ali-oss, traffic limit",
                        Style.V1_URL,
                        "x-oss-traffic-limit=819200",
                        Headers.NONE,
                        "GET\n\n\n" + EXPIRES + "\n/bucket/key?x-oss-traffic-limit=819200"),
                get(
                        "Python v2, traffic limit",
                        Style.V1_URL,
                        "x-oss-traffic-limit=819200",
                        Headers.NONE,
                        "GET\n\n\n" + EXPIRES + "\n/bucket/key"),
                get(
                        "OpenDAL, headers of a signed URL",
                        Style.V1_URL,
                        "",
                        headers("x-oss-meta-a", "1"),
                        "GET\n\n\n" + EXPIRES + "\nx-oss-meta-a:1\n/bucket/key"));
    }

    static Stream<Row> version2() {
        String start = "GET\n\n\n" + DATE + "\n";
        Headers plain = headers("Date", DATE);
        String url = "x-oss-access-key-id=ak&x-oss-expires=" + EXPIRES + "&x-oss-signature-version=OSS2";
        return Stream.of(
                get(
                        "Java v1, Go v1",
                        Style.V2_HEADER,
                        "acl&prefix=a%2Fb%20c",
                        plain,
                        start + "\n%2Fbucket%2Fkey?acl&prefix=a%2Fb%20c"),
                get(
                        "Python v1",
                        Style.V2_HEADER_NAMES,
                        "",
                        headers("Date", DATE, "Range", "bytes=0-9", "If-Modified-Since", DATE),
                        start + "if-modified-since:" + DATE
                                + "\nrange:bytes=0-9\nif-modified-since;range\n%2Fbucket%2Fkey"),
                new Row(
                        "Java v1, the service",
                        Style.V2_HEADER,
                        Method.GET,
                        Target.SERVICE,
                        "",
                        plain,
                        start + "\n%2F"),
                get(
                        "Python v1",
                        Style.V2_URL,
                        "response-expires=x%2Fy",
                        Headers.NONE,
                        "GET\n\n\n" + EXPIRES + "\n\n%2Fbucket%2Fkey?response-expires=x%2Fy&" + url));
    }

    static Stream<Row> version4() {
        Headers plain = headers("x-oss-date", BASIC, SHA, "UNSIGNED-PAYLOAD");
        String block = SHA + ":UNSIGNED-PAYLOAD\nx-oss-date:" + BASIC + "\n\n\nUNSIGNED-PAYLOAD";
        String url = "x-oss-credential=" + PercentEncoding.encode("ak/" + SCOPE) + "&x-oss-date=" + BASIC
                + "&x-oss-expires=60&x-oss-signature-version=OSS4-HMAC-SHA256";
        return Stream.of(
                get("Java v2, Go v2, Python v2", Style.V4_HEADER, "", plain, "GET\n/bucket/key\n\n" + block),
                get(
                        "Go v1, Date only",
                        Style.V4_HEADER,
                        "",
                        headers("Date", DATE, SHA, "UNSIGNED-PAYLOAD"),
                        "GET\n/bucket/key\n\n" + SHA + ":UNSIGNED-PAYLOAD\n\n\nUNSIGNED-PAYLOAD"),
                get(
                        "Python v1, names of headers it does not send",
                        Style.V4_HEADER_NAMES,
                        "",
                        headers("x-oss-date", BASIC, SHA, "UNSIGNED-PAYLOAD", "Range", "bytes=0-9"),
                        "GET\n/bucket/key\n\nrange:bytes=0-9\n" + SHA + ":UNSIGNED-PAYLOAD\nx-oss-date:" + BASIC
                                + "\n\nif-modified-since;range\nUNSIGNED-PAYLOAD"),
                get(
                        "Go v2, only names of headers that it sends",
                        Style.V4_HEADER_NAMES,
                        "",
                        headers("x-oss-date", BASIC, SHA, "UNSIGNED-PAYLOAD", "Range", "bytes=0-9"),
                        "GET\n/bucket/key\n\nrange:bytes=0-9\n" + SHA + ":UNSIGNED-PAYLOAD\nx-oss-date:" + BASIC
                                + "\n\nrange\nUNSIGNED-PAYLOAD"),
                get(
                        "ali-oss, order of a dictionary",
                        Style.V4_HEADER,
                        "b=1&B=2&a=3&_c=4&A-x=5&a1=",
                        plain,
                        "GET\n/bucket/key\n_c=4&a=3&A-x=5&a1&b=1&B=2\n" + block),
                get(
                        "ali-oss, equals for nothing",
                        Style.V4_HEADER,
                        "b=&B=&a=",
                        plain,
                        "GET\n/bucket/key\na=&b=&B=\n" + block),
                get(
                        "all others, order of octets",
                        Style.V4_HEADER,
                        "b=1&B=2&a=3",
                        plain,
                        "GET\n/bucket/key\nB=2&a=3&b=1\n" + block),
                get(
                        "Java v2, empty headers left out",
                        Style.V4_HEADER,
                        "",
                        headers("x-oss-date", BASIC, SHA, "UNSIGNED-PAYLOAD", "x-oss-acl", "", "Content-Type", ""),
                        "GET\n/bucket/key\n\n" + block),
                get(
                        "Go v2, repeated headers joined",
                        Style.V4_HEADER,
                        "",
                        headers("x-oss-date", BASIC, SHA, "UNSIGNED-PAYLOAD", "x-oss-meta-a", "1", "x-oss-meta-a", "2"),
                        "GET\n/bucket/key\n\n" + SHA + ":UNSIGNED-PAYLOAD\nx-oss-date:" + BASIC
                                + "\nx-oss-meta-a:1,2\n\n\nUNSIGNED-PAYLOAD"),
                new Row(
                        "all, odd characters",
                        Style.V4_HEADER,
                        Method.GET,
                        object("bucket", "a b/ü+~*'()"),
                        "q%20=%2F%2B~",
                        plain,
                        "GET\n/bucket/a%20b/%C3%BC%2B~%2A%27%28%29\nq%20=%2F%2B~\n" + block),
                get(
                        "Python v2, Go v2",
                        Style.V4_URL,
                        "versionId=v%2F1",
                        Headers.NONE,
                        "GET\n/bucket/key\nversionId=v%2F1&" + url + "\n\n\nUNSIGNED-PAYLOAD"),
                get(
                        "ali-oss, order of a dictionary",
                        Style.V4_URL,
                        "Zeta=1",
                        Headers.NONE,
                        "GET\n/bucket/key\n" + url + "&Zeta=1\n\n\nUNSIGNED-PAYLOAD"));
    }

    static Stream<Row> rows() {
        return Stream.of(version1(), version2(), version4()).flatMap(rows -> rows);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isAcceptedAndNothingElse(Row row) {
        assertThatCode(() -> verify(sent(row, row.signed()))).doesNotThrowAnyException();
        TamperingTest.assertRefused(sent(row, row.signed() + "x"));
        TamperingTest.assertRefused(sent(row, "x" + row.signed()));
    }

    /** As the server's parser gives it to the verifier: headers of OSS that stand twice are one. */
    private static SignableRequest sent(Row row, String signed) {
        boolean inUrl = List.of(Style.V1_URL, Style.V2_URL, Style.V4_URL).contains(row.style());
        Headers headers = (inUrl
                        ? row.headers()
                        : Headers.builder()
                                .addAll(row.headers())
                                .add("Authorization", authorization(row.style(), signed))
                                .build())
                .joined("x-oss-");
        String query = inUrl ? row.query() + "&" + claim(row.style(), signed) : row.query();
        SignableRequest request = signable(row.method(), row.target(), "", headers);
        return request.withQuery(QueryParameters.parse(query));
    }

    private static String authorization(Style style, String signed) {
        String v2 = Hmac.base64(Hmac.sha256(SECRET, signed));
        String v4 = "OSS4-HMAC-SHA256 Credential=ak/" + SCOPE;
        String names = "if-modified-since;range";
        return switch (style) {
            case V1_HEADER -> "OSS ak:" + Hmac.base64(Hmac.sha1(SECRET, signed));
            case V2_HEADER -> "OSS2 AccessKeyId:ak,Signature:" + v2;
            case V2_HEADER_NAMES -> "OSS2 AccessKeyId:ak,AdditionalHeaders:" + names + ",Signature:" + v2;
            case V4_HEADER -> v4 + ",Signature=" + v4Signature(signed, timestamp(signed));
            case V4_HEADER_NAMES ->
                v4 + ", Signature=" + v4Signature(signed, BASIC) + ", AdditionalHeaders=range;if-modified-since";
            default -> throw new IllegalArgumentException(style + " is no header");
        };
    }

    private static String timestamp(String canonicalRequest) {
        return canonicalRequest.contains("x-oss-date:") ? BASIC : DATE;
    }

    private static String claim(Style style, String signed) {
        return switch (style) {
            case V1_URL ->
                "OSSAccessKeyId=ak&Expires=" + EXPIRES + "&Signature="
                        + PercentEncoding.encode(Hmac.base64(Hmac.sha1(SECRET, signed)));
            case V2_URL ->
                "x-oss-signature-version=OSS2&x-oss-expires=" + EXPIRES + "&x-oss-access-key-id=ak&x-oss-signature="
                        + PercentEncoding.encode(Hmac.base64(Hmac.sha256(SECRET, signed)));
            case V4_URL ->
                "x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-date=" + BASIC + "&x-oss-expires=60&x-oss-credential="
                        + PercentEncoding.encode("ak/" + SCOPE) + "&x-oss-signature=" + v4Signature(signed, BASIC);
            default -> throw new IllegalArgumentException(style + " is no URL");
        };
    }

    private static String v4Signature(String canonicalRequest, String timestamp) {
        byte[] key = new V4Scope("20260305", "cn-hangzhou", "oss").signingKey(SECRET);
        return Hmac.hex(Hmac.sha256(
                key, "OSS4-HMAC-SHA256\n" + timestamp + "\n" + SCOPE + "\n" + Hmac.hexOfSha256(canonicalRequest)));
    }
}
