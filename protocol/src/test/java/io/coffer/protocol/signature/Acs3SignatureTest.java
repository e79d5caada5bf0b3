package io.coffer.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.Method;
import io.coffer.protocol.QueryParameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Acs3SignatureTest {
    private static final byte[] SECRET = "YourAccessKeySecret".getBytes(StandardCharsets.UTF_8);
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String QUERY =
            "RegionId=cn-shanghai&ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd";

    private static TreeMap<String, String> headers() {
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("x-acs-version", "2014-05-26");
        headers.put("host", "ecs.cn-shanghai.aliyuncs.com");
        headers.put("x-acs-action", "RunInstances");
        headers.put("x-acs-content-sha256", EMPTY);
        headers.put("x-acs-date", "2023-10-26T10:22:32Z");
        headers.put("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d");
        return headers;
    }

    private static String request(String query) {
        return Acs3Signature.canonicalRequest(Method.POST, QueryParameters.parse(query), headers(), EMPTY);
    }

    private static String queryLine(String query) {
        return request(query).split("\n", -1)[2];
    }

    /** The example of the signature's own documentation page. */
    @Test
    void exampleOfTheDocumentation() {
        String canonicalRequest = request(QUERY);
        assertThat(canonicalRequest)
                .isEqualTo("POST\n/\nImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai\n"
                        + "host:ecs.cn-shanghai.aliyuncs.com\nx-acs-action:RunInstances\nx-acs-content-sha256:" + EMPTY
                        + "\nx-acs-date:2023-10-26T10:22:32Z\n"
                        + "x-acs-signature-nonce:3156853299f313e23d1673dc12e1703d\nx-acs-version:2014-05-26\n\n"
                        + "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version\n"
                        + EMPTY);
        assertThat(Acs3Signature.stringToSign(canonicalRequest))
                .isEqualTo("ACS3-HMAC-SHA256\n7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259");
        String signature = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0";
        assertThat(Acs3Signature.sign(canonicalRequest, SECRET)).isEqualTo(signature);
        assertThat(Acs3Signature.verify(canonicalRequest, signature, SECRET)).isTrue();
        assertThat(Acs3Signature.verify(canonicalRequest, signature, "other".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(Acs3Signature.verify(request(QUERY + "&x=1"), signature, SECRET))
                .isFalse();
    }

    @Test
    void theQueryIsSortedEncodedAndKeepsParametersWithoutText() {
        assertThat(queryLine("b=2&a=1&B=3&a.10=x&a.2=y")).isEqualTo("B=3&a=1&a.10=x&a.2=y&b=2");
        assertThat(queryLine("UserName=anna+b*%7E%2B&c=%E4%B8%AD%2F"))
                .isEqualTo("UserName=anna%20b%2A~%2B&c=%E4%B8%AD%2F");
        assertThat(queryLine("empty=&bare&filled=1")).isEqualTo("bare=&empty=&filled=1");
        assertThat(queryLine("")).isEmpty();
    }

    @Test
    void headerValuesLoseTheBlanksAround() {
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("x-acs-action", "  CreateUser ");
        headers.put("content-type", "");
        assertThat(Acs3Signature.canonicalRequest(Method.GET, QueryParameters.NONE, headers, EMPTY))
                .isEqualTo("GET\n/\n\ncontent-type:\nx-acs-action:CreateUser\n\ncontent-type;x-acs-action\n" + EMPTY);
    }

    @Test
    void theBodyIsHashed() {
        assertThat(Acs3Signature.bodySha256(new byte[0])).isEqualTo(EMPTY);
        assertThat(Acs3Signature.bodySha256("abc".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void theThreePartsStandInAnyOrder() {
        List<String> sent = List.of(
                "ACS3-HMAC-SHA256 Credential=LTAI,SignedHeaders=x-acs-action;host,Signature=ab",
                "ACS3-HMAC-SHA256 Credential=LTAI,Signature=ab,SignedHeaders=host;x-acs-action",
                "ACS3-HMAC-SHA256  SignedHeaders=host;x-acs-action, Signature=ab, Credential=LTAI");
        assertThat(sent).allSatisfy(text -> {
            assertThat(Acs3Claim.algorithm(text)).isEqualTo(Acs3Signature.ALGORITHM);
            Acs3Claim claim = Acs3Claim.parse(text).orElseThrow();
            assertThat(claim.accessKeyId()).isEqualTo("LTAI");
            assertThat(claim.signature()).isEqualTo("ab");
            assertThat(claim.signedHeaders()).containsExactly("host", "x-acs-action");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ACS3-HMAC-SHA256",
                "ACS3-HMAC-SHA256 ",
                "ACS3-HMAC-SHA256 Credential=LTAI",
                "ACS3-HMAC-SHA256 Credential=LTAI,SignedHeaders=host",
                "ACS3-HMAC-SHA256 Credential=,SignedHeaders=host,Signature=ab",
                "ACS3-HMAC-SHA256 Credential=LTAI,SignedHeaders=,Signature=ab",
                "ACS3-HMAC-SHA256 Credential=LTAI,SignedHeaders=host,Signature=",
                "ACS3-HMAC-SHA256 Credential=LTAI,SignedHeaders=host;,Signature=ab",
                "ACS3-HMAC-SHA256 Credential=LTAI,SignedHeaders=host;host,Signature=ab",
                "ACS3-HMAC-SHA256 Credential=LTAI,SignedHeaders=Host,Signature=ab",
                "ACS3-HMAC-SHA256 Credential=LTAI,Credential=b,SignedHeaders=host,Signature=ab",
                "ACS3-HMAC-SHA256 Credential=LTAI,SignedHeaders=host,Signature=ab,More=1",
                "ACS3-HMAC-SHA256 Credential=LTAI,SignedHeaders=host,Signature=ab,",
                "ACS3-HMAC-SHA256 Credential,SignedHeaders=host,Signature=ab"
            })
    void malformedClaimsAreNone(String authorization) {
        assertThat(Acs3Claim.parse(authorization)).isEmpty();
    }
}
