package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** RAM users made over the administration port, and what their policies let them do with buckets. */
@Covers({"PutObjectAcl", "GetObjectAcl"})
class RamUserTest {
    private static Ring ring;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        ring.owner().create("ruled").create("hidden");
        ring.owner().putRule("ruled", "AES256");
        ring.owner().putRule("hidden", "AES256");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @Test
    void aPolicyOpensThePageForItsUserOnly() {
        Client reader = user("reader", "oss:GetBucketEncryption", "acs:oss:*:*:ruled");
        assertThat(reader.getRule("ruled").outcome()).isEqualTo("200");
        assertThat(reader.getRule("hidden").outcome()).isEqualTo("403 AccessDenied");
        assertThat(reader.putRule("ruled", "SM4").outcome()).isEqualTo("403 AccessDenied");

        Client other = user("other-actions", "oss:Put*", "acs:oss:*:*:ruled");
        assertThat(other.getRule("ruled").outcome()).isEqualTo("403 AccessDenied");
    }

    @Test
    void aUserWithoutPoliciesMayNothing() {
        Client nobody = user("nobody", "oss:GetObject", "acs:oss:*:*:elsewhere/*");
        assertThat(nobody.getRule("ruled").outcome()).isEqualTo("403 AccessDenied");
        assertThat(nobody.service(GET).send().outcome()).isEqualTo("403 AccessDenied");
        assertThat(nobody.get("ruled", "object").outcome()).isEqualTo("403 AccessDenied");
    }

    @Test
    void aReaderOfWhatAKeyProtectsNeedsTheKey() {
        ring.owner().create("kms").putKmsRule("kms", "");
        assertThat(ring.owner().put("kms", "object", "secret").outcome()).isEqualTo("200");
        Client withoutKey = user("without-key", "oss:*", "*");
        assertThat(withoutKey.get("kms", "object").outcome()).isEqualTo("403 AccessDenied");
        assertThat(withoutKey.put("kms", "object", "other").outcome()).isEqualTo("403 AccessDenied");
        Client withKey = user("with-key", "*", "*");
        assertThat(withKey.get("kms", "object").text()).isEqualTo("secret");
    }

    @Test
    void aDisabledAccessKeyIsUnknownAtOnce() {
        Administration administration = ring.administration();
        RamUser user = RamUser.named(ring, "leaver");
        Client leaver = user.client();
        assertThat(leaver.getRule("ruled").outcome()).isEqualTo("403 AccessDenied");
        administration.call(
                Administration.RAM,
                "UpdateAccessKey",
                "UserName",
                "leaver",
                "UserAccessKeyId",
                user.accessKeyId(),
                "Status",
                "Inactive");
        assertThat(leaver.getRule("ruled").outcome()).isEqualTo("403 InvalidAccessKeyId");
    }

    @Test
    void aKeyDisabledOverThePortRefusesItsObjects() {
        Administration administration = ring.administration();
        String keyId = administration
                .call(Administration.KMS, "CreateKey", "Description", "for a test")
                .text("/KeyMetadata/KeyId");
        ring.owner().create("named").putKmsRule("named", keyId);
        assertThat(ring.owner().put("named", "object", "secret").outcome()).isEqualTo("200");
        administration.call(Administration.KMS, "DisableKey", "KeyId", keyId);
        assertThat(ring.owner().get("named", "object").outcome()).isEqualTo("409 KmsKeyDisabled");
        assertThat(ring.owner().put("named", "object", "other").outcome()).isEqualTo("409 KmsKeyDisabled");
        administration.call(Administration.KMS, "EnableKey", "KeyId", keyId);
        assertThat(ring.owner().get("named", "object").text()).isEqualTo("secret");
    }

    @Test
    void onlyHealthIsOpenOnTheAdministrationPort() {
        Administration administration = ring.administration();
        assertThat(administration.get("/-/live").statusCode()).isEqualTo(200);
        assertThat(administration.get("/-/ready").statusCode()).isEqualTo(200);
        assertThat(administration.get("/?Action=ListUsers&Version=2015-05-01").statusCode())
                .isEqualTo(400);
        assertThat(administration.get("/elsewhere").statusCode()).isEqualTo(404);
        assertThat(ring.administration("LTAIowner", "wrong")
                        .call(Administration.STS, "GetCallerIdentity")
                        .text("/Code"))
                .isEqualTo("SignatureDoesNotMatch");
    }

    @Test
    void anAclMakesABucketOnlyForThoseWhoMayMakeOne() {
        Client user = user("acl-setter", "oss:PutBucketAcl", "*");
        assertThat(acl(user).outcome()).isEqualTo("403 AccessDenied");
        assertThat(ring.owner().bucket(GET, "made-by-acl").send().outcome()).isEqualTo("404 NoSuchBucket");
        ring.owner().create("made-by-acl");
        assertThat(acl(user).outcome()).isEqualTo("200");
        Client maker = user("acl-maker", "oss:PutBucketAcl\", \"oss:PutBucket", "*");
        assertThat(maker.bucket(PUT, "made-by-acl-too")
                        .with("acl")
                        .header("x-oss-acl", "private")
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    private static Answer acl(Client client) {
        return client.bucket(PUT, "made-by-acl")
                .with("acl")
                .header("x-oss-acl", "private")
                .send();
    }

    private static Client user(String name, String action, String resource) {
        return RamUser.client(ring, name, action, resource);
    }
}
