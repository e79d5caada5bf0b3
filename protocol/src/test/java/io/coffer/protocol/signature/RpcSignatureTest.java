package io.coffer.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.Method;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RpcSignatureTest {
    private static final byte[] SECRET = "testsecret".getBytes(StandardCharsets.UTF_8);
    private static final Map<String, String> DESCRIBE_REGIONS = Map.of(
            "Timestamp", "2016-02-23T12:46:24Z",
            "Format", "XML",
            "AccessKeyId", "testid",
            "Action", "DescribeRegions",
            "SignatureMethod", "HMAC-SHA1",
            "SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
            "Version", "2014-05-26",
            "SignatureVersion", "1.0");

    private static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> changed = new HashMap<>(parameters);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> signed(Map<String, String> parameters) {
        return with(parameters, "Signature", RpcSignature.sign(parameters, Method.GET, SECRET));
    }

    /** The example of the signature's own documentation page. */
    @Test
    void exampleOfTheDocumentation() {
        assertThat(RpcSignature.stringToSign(DESCRIBE_REGIONS, Method.GET))
                .isEqualTo("GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML"
                        + "%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"
                        + "%26SignatureVersion%3D1.0%26Timestamp%3D2016-02-23T12%253A46%253A24Z"
                        + "%26Version%3D2014-05-26");
        assertThat(RpcSignature.sign(DESCRIBE_REGIONS, Method.GET, SECRET)).isEqualTo("OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
    }

    @Test
    void acceptsWhatItSigns() {
        Map<String, String> parameters = with(DESCRIBE_REGIONS, "Policy", "{\"a b\":\"*~+/\u4e2d\"}");
        assertThat(RpcSignature.verify(signed(parameters), Method.GET, SECRET)).isTrue();
    }

    /** The second example, of the page that replaced the first. */
    @Test
    void laterExampleOfTheDocumentation() {
        Map<String, String> parameters = Map.of(
                "Timestamp", "2023-03-13T08:34:30Z",
                "Format", "JSON",
                "AccessKeyId", "testid",
                "Action", "DescribeDedicatedHosts",
                "RegionId", "cn-beijing",
                "SignatureMethod", "HMAC-SHA1",
                "SignatureNonce", "edb2b34af0af9a6d14deaf7c1a5315eb",
                "Version", "2014-05-26",
                "SignatureVersion", "1.0");
        assertThat(RpcSignature.sign(parameters, Method.GET, SECRET)).isEqualTo("9NaGiOspFP5UPcwX8Iwt2YJXXuk=");
    }

    @Test
    void parametersWithoutTextMayBeLeftOutOfWhatIsSigned() {
        Map<String, String> withEmpty = with(DESCRIBE_REGIONS, "Comments", "");
        assertThat(RpcSignature.verify(signed(withEmpty), Method.GET, SECRET)).isTrue();
        assertThat(RpcSignature.verify(with(signed(DESCRIBE_REGIONS), "Comments", ""), Method.GET, SECRET))
                .isTrue();
        assertThat(RpcSignature.verify(with(signed(DESCRIBE_REGIONS), "Comments", " "), Method.GET, SECRET))
                .isFalse();
    }

    @Test
    void refusesEveryChange() {
        Map<String, String> signed = signed(DESCRIBE_REGIONS);
        assertThat(RpcSignature.verify(signed, Method.POST, SECRET)).isFalse();
        assertThat(RpcSignature.verify(signed, Method.GET, "other".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(RpcSignature.verify(DESCRIBE_REGIONS, Method.GET, SECRET)).isFalse();
        assertThat(RpcSignature.verify(with(signed, "UserName", "eve"), Method.GET, SECRET))
                .isFalse();
        for (String name : DESCRIBE_REGIONS.keySet()) {
            assertThat(RpcSignature.verify(with(signed, name, "x"), Method.GET, SECRET))
                    .as(name)
                    .isFalse();
            Map<String, String> removed = new HashMap<>(signed);
            removed.remove(name);
            assertThat(RpcSignature.verify(removed, Method.GET, SECRET))
                    .as(name)
                    .isFalse();
        }
    }
}
