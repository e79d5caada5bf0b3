package io.coffer.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.DataCipher;
import io.coffer.model.EncryptionRule;
import io.coffer.model.OssException;
import io.coffer.model.SseAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketEncryptionXmlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <A>AES256</A>                          | AES256 AES256
            <A>AES256</A><K/>                      | AES256 AES256
            <A>AES256</A><K></K><D/>               | AES256 AES256
            <A>AES256</A><D>SM4</D>                | AES256 AES256
            <A>SM4</A>                             | SM4 SM4
            <A>SM4</A><D>SM4</D><K></K>            | SM4 SM4
            <A>KMS</A>                             | KMS AES256
            <A>KMS</A><K/>                         | KMS AES256
            <A>KMS</A><K>9468da86-****</K>         | KMS AES256 9468da86-****
            <A>KMS</A><K>k</K><D>SM4</D>           | KMS SM4 k
            <D>SM4</D><K>k</K><A>KMS</A>           | KMS SM4 k
            <A> KMS </A><K> k </K>                 | KMS AES256 k
            <A>KMS</A><D/>                         | KMS AES256
            <A>AES</A>                             | INVALID_ENCRYPTION_ALGORITHM
            <A>BES356</A>                          | INVALID_ENCRYPTION_ALGORITHM
            <A>aes256</A>                          | INVALID_ENCRYPTION_ALGORITHM
            <A/>                                   | INVALID_ENCRYPTION_ALGORITHM
            ''                                     | INVALID_ENCRYPTION_ALGORITHM
            <K>k</K>                               | INVALID_ENCRYPTION_ALGORITHM
            <A>AES256</A><K>k</K>                  | KEY_ID_WITHOUT_KMS
            <A>SM4</A><K>k</K>                     | KEY_ID_WITHOUT_KMS
            <A>KMS</A><D>AES256</D>                | INVALID_DATA_ENCRYPTION
            <A>KMS</A><D>sm4</D>                   | INVALID_DATA_ENCRYPTION
            <A>KMS</A><A>AES256</A>                | MALFORMED_XML
            <A>KMS</A><K>a</K><K>b</K>             | MALFORMED_XML
            <A>KMS</A                              | MALFORMED_XML
            """)
    void parses(String values, String expected) {
        String document = "<?xml version=\"1.0\"?><ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault>"
                + names(values) + "</ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>";
        assertThat(outcome(document)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''
            <ServerSideEncryptionRule/>
            <ServerSideEncryptionRule><A>AES256</A></ServerSideEncryptionRule>
            <Other><ApplyServerSideEncryptionByDefault><A>AES256</A></ApplyServerSideEncryptionByDefault></Other>
            <ApplyServerSideEncryptionByDefault><A>AES256</A></ApplyServerSideEncryptionByDefault>
            """)
    void refusesADocumentWithoutTheContainer(String document) {
        assertThat(outcome(names(document))).isEqualTo("MALFORMED_XML");
    }

    @Test
    void readsThePrefixedForm() {
        assertThat(outcome("<p:ServerSideEncryptionRule xmlns:p='urn:p'><p:ApplyServerSideEncryptionByDefault>"
                        + "<p:SSEAlgorithm>SM4</p:SSEAlgorithm></p:ApplyServerSideEncryptionByDefault>"
                        + "</p:ServerSideEncryptionRule>"))
                .isEqualTo("SM4 SM4");
    }

    private static String names(String values) {
        return values.replaceAll("(</?)A\\b", "$1SSEAlgorithm")
                .replaceAll("(</?)K\\b", "$1KMSMasterKeyID")
                .replaceAll("(</?)D\\b", "$1KMSDataEncryption");
    }

    private static String outcome(String document) {
        try {
            EncryptionRule rule = BucketEncryptionXml.parse(document.getBytes(StandardCharsets.UTF_8));
            return rule.algorithm() + " " + rule.dataCipher()
                    + rule.keyId().map(id -> " " + id).orElse("");
        } catch (OssException refusal) {
            return refusal.error().name();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            AES256 | -   | AES256 | <A>AES256</A>
            SM4    | -   | SM4    | <A>SM4</A>
            KMS    | -   | AES256 | <A>KMS</A>
            KMS    | a&b | AES256 | <A>KMS</A><K>a&amp;b</K>
            KMS    | k   | SM4    | <A>KMS</A><D>SM4</D><K>k</K>
            """)
    void writesOnlyWhatIsSetAndReadsItBack(SseAlgorithm algorithm, String keyId, DataCipher cipher, String values) {
        EncryptionRule rule = new EncryptionRule(algorithm, Optional.ofNullable(keyId), cipher);
        byte[] document = BucketEncryptionXml.write(rule);
        assertThat(new String(document, StandardCharsets.UTF_8))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault>" + names(values)
                        + "</ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>");
        assertThat(BucketEncryptionXml.parse(document)).isEqualTo(rule);
    }
}
