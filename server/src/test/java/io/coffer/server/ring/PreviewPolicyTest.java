package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.PUT;
import static io.coffer.server.ring.Administration.COFFER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a preview says would be refused is what is refused once the policy is there. */
class PreviewPolicyTest {
    private static final String REQUIRE_KMS = """
            {"Version":"1","Statement":[{"Effect":"Deny","Action":"oss:PutObject",%s"Resource":"*",
             "Condition":{"StringNotEquals":{"oss:x-oss-server-side-encryption":"KMS"}}}]}""";
    private static final String OF_BUCKET = REQUIRE_KMS.formatted("\"Principal\":[\"*\"],");
    private static final String OF_USER = REQUIRE_KMS.formatted("");

    /** Every way to write, in clear and under KMS, and reads that no policy asks about. */
    private static Set<String> refusedOf(Client client, String bucket) {
        Set<String> refused = new TreeSet<>();
        for (EncryptionWrites way : EncryptionWrites.values()) {
            for (String method : new String[] {"", "AES256", "KMS"}) {
                String key = way + "-" + (method.isEmpty() ? "clear" : method);
                Answer answer = method.isEmpty()
                        ? way.write(client, bucket, key)
                        : way.write(client, bucket, key, "x-oss-server-side-encryption", method);
                if (answer.status() == 403) {
                    refused.add(key);
                }
                client.delete(bucket, key);
            }
        }
        client.get(bucket, "missing");
        return refused;
    }

    private static Set<String> keys(Administration.Reply reply, String part) {
        Set<String> keys = new TreeSet<>();
        for (JsonNode request : reply.body().at("/" + part + "/Request")) {
            String resource = request.path("Resource").asString("");
            keys.add(resource.substring(resource.indexOf('/') + 1));
        }
        return keys;
    }

    @Test
    void aBucketsPolicyRefusesWhatItsPreviewSaid() {
        try (Ring ring = Ring.inMemory()) {
            Client owner = ring.owner().create("bucket").create(EncryptionWrites.SOURCE_BUCKET);
            owner.put(EncryptionWrites.SOURCE_BUCKET, EncryptionWrites.SOURCE_KEY, "x");
            RamUser writer = RamUser.named(ring, "writer").with(RamUser.allow("*", "*"));
            Client user = writer.client();
            assertThat(refusedOf(user, "bucket")).isEmpty();
            Administration.Reply preview = ring.administration()
                    .call(COFFER, "PreviewPolicy", "BucketName", "bucket", "PolicyDocument", OF_BUCKET);
            assertThat(preview.text("/Undetermined/Count"))
                    .as(preview.body().toString())
                    .isEqualTo("0");
            assertThat(preview.text("/WouldRefuse/Request/0/Cause")).isEqualTo("BUCKET_POLICY_DENIES");
            Set<String> expected = keys(preview, "WouldRefuse");
            assertThat(expected).hasSize(10);
            owner.bucket(PUT, "bucket").with("policy").body(OF_BUCKET).send();
            assertThat(refusedOf(user, "bucket")).isEqualTo(expected);

            Administration.Reply without = ring.administration().call(COFFER, "PreviewPolicy", "BucketName", "bucket");
            assertThat(keys(without, "WouldAllow")).isEqualTo(expected);
            owner.bucket(DELETE, "bucket").with("policy").send();
            assertThat(refusedOf(user, "bucket")).isEmpty();
        }
    }

    @Test
    void aUsersPolicyRefusesWhatItsPreviewSaid() {
        try (Ring ring = Ring.inMemory()) {
            Client owner = ring.owner().create("bucket").create(EncryptionWrites.SOURCE_BUCKET);
            owner.put(EncryptionWrites.SOURCE_BUCKET, EncryptionWrites.SOURCE_KEY, "x");
            owner.put("bucket", "by-root", "x");
            RamUser writer = RamUser.named(ring, "writer").with(RamUser.allow("*", "*"));
            Client user = writer.client();
            assertThat(refusedOf(user, "bucket")).isEmpty();
            Administration administration = ring.administration();
            Administration.Reply preview =
                    administration.call(COFFER, "PreviewPolicy", "UserName", "writer", "PolicyDocument", OF_USER);
            Set<String> expected = keys(preview, "WouldRefuse");
            assertThat(expected).hasSize(10);
            assertThat(preview.text("/WouldRefuse/Request/0/Cause")).isEqualTo("IDENTITY_POLICY_DENIES");
            writer.with("kms-only", OF_USER);
            assertThat(refusedOf(user, "bucket")).isEqualTo(expected);
            Administration.Reply replaced =
                    administration.call(COFFER, "PreviewPolicy", "UserName", "writer", "PolicyName", "writer");
            assertThat(replaced.body().at("/WouldRefuse/Count").asInt()).isGreaterThan(10);
            Administration.Reply other = ring.administration("LTAIother", "other-secret")
                    .call(COFFER, "PreviewPolicy", "BucketName", "bucket", "PolicyDocument", OF_BUCKET);
            assertThat(other.text("/Code")).isEqualTo("NoSuchBucket");
        }
    }

    @Test
    void whatWasNotLookedUpIsNotGuessed() {
        try (Ring ring = Ring.inMemory()) {
            Client owner = ring.owner().create("bucket");
            owner.put("bucket", "object", "x");
            Client user = RamUser.client(ring, "reader", "*", "*");
            assertThat(user.get("bucket", "object").outcome()).isEqualTo("200");
            Administration.Reply preview =
                    ring.administration().call(COFFER, "PreviewPolicy", "BucketName", "bucket", "PolicyDocument", """
                            {"Version":"1","Statement":[{"Effect":"Deny","Action":"oss:GetObject","Principal":["*"],
                             "Resource":"*","Condition":{"StringEquals":{"oss:ExistingObjectTag/secret":"yes"}}}]}""");
            assertThat(preview.text("/Undetermined/Count"))
                    .as(preview.body().toString())
                    .isEqualTo("1");
            assertThat(preview.text("/WouldRefuse/Count")).isEqualTo("0");
            assertThat(ring.administration()
                            .call(COFFER, "PreviewPolicy", "BucketName", "bucket", "PolicyDocument", "{}")
                            .text("/Code"))
                    .isEqualTo("MalformedPolicyDocument");
            assertThat(ring.administration().call(COFFER, "PreviewPolicy").text("/Code"))
                    .isEqualTo("InvalidParameter");
        }
    }

    @Test
    void aPolicyThatCouldNotBeSetIsNotTriedEither() {
        String unknown = RamUser.allow("oss:GetObjekt", "*");
        try (Ring ring = Ring.inMemory()) {
            Administration root = ring.administration();
            RamUser.named(ring, "someone");
            assertThat(root.call(Administration.RAM, "CreatePolicy", "PolicyName", "p", "PolicyDocument", unknown)
                            .outcome())
                    .isEqualTo("400 MalformedPolicyDocument");
            assertThat(root.call(COFFER, "PreviewPolicy", "UserName", "someone", "PolicyDocument", unknown)
                            .outcome())
                    .isEqualTo("400 MalformedPolicyDocument");
        }
    }
}
