package io.coffer.protocol.signature;

import static io.coffer.protocol.signature.Requests.NOW;
import static io.coffer.protocol.signature.Requests.SECRET;
import static io.coffer.protocol.signature.Requests.headers;
import static io.coffer.protocol.signature.Requests.object;
import static io.coffer.protocol.signature.Requests.signable;
import static io.coffer.protocol.signature.Requests.verify;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.QueryParameters;
import org.junit.jupiter.api.Test;

/** Version 2, for which no vectors are published: the strings to sign are worked out by hand. */
class V2SignatureTest {
    private static final String DATE = "Thu, 05 Mar 2026 08:09:10 GMT";

    private static String signature(String text) {
        return Hmac.base64(Hmac.sha256(SECRET, text));
    }

    @Test
    void header() {
        String text = "PUT\n\ntext/plain\n" + DATE + "\nrange:bytes=0-9\nx-oss-meta-a:1\nif-modified-since;range\n"
                + "%2Fbucket%2Fdir%2Fk%20y?acl&p%2Fq=1";
        Headers headers = headers(
                "Date", DATE,
                "Content-Type", "text/plain",
                "Range", "bytes=0-9",
                "x-oss-meta-a", "1",
                "Authorization",
                        "OSS2 AccessKeyId:ak,AdditionalHeaders:if-modified-since;range,Signature:" + signature(text));
        SignableRequest signed = signable(Method.PUT, object("bucket", "dir/k y"), "p%2Fq=1&acl", headers);

        assertThatCode(() -> verify(signed)).doesNotThrowAnyException();
        TamperingTest.assertRefused(signed.withQuery(QueryParameters.parse("p%2Fq=1&acl&prefix=a")));
        TamperingTest.assertRefused(signed.withQuery(QueryParameters.parse("p%2Fq=1")));
        TamperingTest.assertRefused(signed.withHeaders(
                Headers.builder().addAll(headers).set("range", "bytes=0-99").build()));
        TamperingTest.assertRefused(signed.withHeaders(
                Headers.builder().addAll(headers).add("if-modified-since", DATE).build()));
        TamperingTest.assertRefused(signed.withHeaders(Headers.builder()
                .addAll(headers)
                .set("content-type", "text/html")
                .build()));
    }

    @Test
    void url() {
        long expires = NOW.getEpochSecond();
        String query = "acl&x-oss-access-key-id=ak&x-oss-additional-headers=range&x-oss-expires=" + expires
                + "&x-oss-signature-version=OSS2";
        String text = "GET\n\n\n" + expires + "\nrange:bytes=0-9\nrange\n%2Fbucket%2Fkey?" + query;
        String received = query + "&x-oss-signature=" + signature(text).replace("+", "%2B");
        SignableRequest signed = signable(Method.GET, object("bucket", "key"), received, headers("Range", "bytes=0-9"));

        assertThatCode(() -> verify(signed)).doesNotThrowAnyException();
        TamperingTest.assertRefused(signed.withQuery(QueryParameters.parse(received + "&prefix=a")));
        TamperingTest.assertRefused(
                signed.withQuery(QueryParameters.parse(received.replace("" + expires, "" + (expires + 1)))));
        TamperingTest.assertRefused(signed.withHeaders(Headers.NONE));
    }
}
