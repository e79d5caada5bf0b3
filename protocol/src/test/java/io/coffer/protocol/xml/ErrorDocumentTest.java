package io.coffer.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorDocumentTest {
    private static final String REQUEST_ID = "5A016E35CB3DB13FD2BAAB3A";

    @Test
    void ordersItsElements() {
        OssException refusal = OssError.NO_SUCH_BUCKET.with("BucketName", "b").and("Other", "<&>");
        assertThat(text(ErrorDocument.write(refusal, REQUEST_ID, "b.localhost:9000")))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchBucket</Code>"
                        + "<Message>The specified bucket does not exist.</Message>"
                        + "<RequestId>" + REQUEST_ID + "</RequestId><HostId>b.localhost:9000</HostId>"
                        + "<BucketName>b</BucketName><Other>&lt;&amp;&gt;</Other><EC>0015-00000101</EC>"
                        + "<RecommendDoc>https://api.aliyun.com/troubleshoot?q=0015-00000101</RecommendDoc></Error>");
    }

    @Test
    void anElementOfElementsLosesItsLastOnesBeforeAnyIsCut() {
        List<OssException.Detail> children = List.of(
                new OssException.Detail("AuthAction", "oss:<Get>"),
                new OssException.Detail("EncodedDiagnosticMessage", "A".repeat(3000)));
        String fitting =
                text(ErrorDocument.write(OssError.ACCESS_DENIED.exception().and("Detail", children), REQUEST_ID, "h"));
        assertThat(fitting)
                .contains("<HostId>h</HostId><Detail><AuthAction>oss:&lt;Get&gt;</AuthAction>"
                        + "<EncodedDiagnosticMessage>" + "A".repeat(3000)
                        + "</EncodedDiagnosticMessage></Detail><EC>0003-00000001</EC>");
        OssException crowded = OssError.ACCESS_DENIED
                .with("Long", "x".repeat(1000))
                .and("Detail", children)
                .and("User", "20");
        String document = text(ErrorDocument.write(crowded, REQUEST_ID, "h"));
        assertThat(document)
                .contains("<Detail><AuthAction>oss:&lt;Get&gt;</AuthAction></Detail><User>20</User>")
                .doesNotContain("EncodedDiagnosticMessage");
        OssException full =
                OssError.ACCESS_DENIED.with("Long", "x".repeat(5000)).and("Detail", children);
        assertThat(text(ErrorDocument.write(full, REQUEST_ID, "h"))).doesNotContain("<Detail>");
    }

    @Test
    void leavesOutAnUnknownErrorCodeDetail() {
        assertThat(text(ErrorDocument.write(OssError.INVALID_RANGE.exception(), REQUEST_ID, "h")))
                .endsWith("<HostId>h</HostId></Error>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "&", "é", "中", "😀", "\r", "<a>"})
    void cutsWhatIsTooLong(String piece) {
        String huge = piece.repeat(5000);
        OssException refusal = OssError.SIGNATURE_DOES_NOT_MATCH
                .with("OSSAccessKeyId", "ak")
                .and("StringToSign", huge)
                .and("StringToSignBytes", huge);
        byte[] document = ErrorDocument.write(refusal, REQUEST_ID, "h");
        assertThat(document).hasSizeBetween(ErrorDocument.MAX_SIZE - 64, ErrorDocument.MAX_SIZE);
        XmlElement root = XmlReader.read(document, "Error");
        assertThat(root.value("Code")).contains("SignatureDoesNotMatch");
        assertThat(root.value("OSSAccessKeyId")).contains("ak");
        assertThat(root.value("EC")).contains("0002-00000040");
        assertThat(huge).startsWith(root.required("StringToSign").text());
    }

    @Test
    void staysWithinItsSizeWhateverTheCallerSends() {
        String huge = "&".repeat(100_000);
        OssException refusal = OssError.INVALID_ARGUMENT.saying(huge);
        for (int i = 0; i < 500; i++) {
            refusal.and("Detail" + i, huge);
        }
        byte[] document = ErrorDocument.write(refusal, REQUEST_ID, huge);
        assertThat(document.length).isLessThanOrEqualTo(ErrorDocument.MAX_SIZE);
        assertThat(XmlReader.read(document, "Error").value("RequestId")).contains(REQUEST_ID);
    }

    @Test
    void replacesWhatXmlCannotHold() {
        OssException refusal = OssError.NO_SUCH_KEY.with("Key", "a\u0000\u0001\u001f\ufffe\ud800b\t\n\r😀");
        XmlElement root = XmlReader.read(ErrorDocument.write(refusal, REQUEST_ID, "h"), "Error");
        assertThat(root.required("Key").text()).isEqualTo("a?????b\t\n\r😀");
    }

    @Test
    void standsInAHeaderWhereThereIsNoBody() {
        OssException refusal = OssError.NO_SUCH_KEY.with("Key", "中");
        String header = ErrorDocument.header(refusal, REQUEST_ID, "h").orElseThrow();
        assertThat(Base64.getDecoder().decode(header)).isEqualTo(ErrorDocument.write(refusal, REQUEST_ID, "h"));
        assertThat(ErrorDocument.header(OssError.NOT_MODIFIED.exception(), REQUEST_ID, "h"))
                .isEmpty();
        assertThat(ErrorDocument.header(OssError.PRECONDITION_FAILED.exception(), REQUEST_ID, "h"))
                .isEmpty();
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }
}
