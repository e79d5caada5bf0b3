package io.coffer.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.Target;
import io.coffer.protocol.signature.SignableRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example of https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html. */
class AwsSignerTest {
    private final AwsSigner signer = new AwsSigner("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    @Test
    void signsAsThePublishedExampleDoes() {
        assertThat(signer.signature("GET\n\n\nTue, 27 Mar 2007 19:36:42 +0000\n/awsexamplebucket1/photos/puppy.jpg"))
                .isEqualTo("qgk2+6Sv9/oM7G3qLEjTH1a1l1g=");
    }

    @Test
    void signsTheDateAndWhatAsksForAPart() {
        Headers signed = signer.sign(new SignableRequest(
                Method.PUT,
                new Target(Optional.of("bucket"), Optional.of("key"), Target.AddressStyle.PATH),
                QueryParameters.parse("uploadId=u&partNumber=2&part-number-marker=0"),
                Headers.NONE,
                "127.0.0.1"));
        String date = signed.first("date").orElseThrow();
        assertThat(signed.first("authorization"))
                .contains("AWS AKIAIOSFODNN7EXAMPLE:"
                        + signer.signature("PUT\n\n\n" + date + "\n/bucket/key?partNumber=2&uploadId=u"));
    }

    @Test
    void tellsNoSecret() {
        assertThat(signer.toString()).doesNotContain("EXAMPLEKEY");
    }
}
