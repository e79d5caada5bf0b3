package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Domains that stand for a bucket. */
@Covers({"PutCname", "ListCname", "DeleteCname", "CreateCnameToken", "GetCnameToken"})
class BucketCnameTest {
    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory("cname-domains: [example.org]");
        owner = ring.owner();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Answer cname(Client client, String bucket, String step, String domain) {
        return client.bucket(POST, bucket)
                .with("cname")
                .with("comp", step)
                .body("<BucketCnameConfiguration><Cname><Domain>" + domain
                        + "</Domain></Cname></BucketCnameConfiguration>")
                .send();
    }

    private static Answer list(String bucket) {
        return owner.bucket(GET, bucket).with("cname").send();
    }

    @ParameterizedTest
    @EnumSource(Call.Signing.class)
    void aBoundDomainMeansTheBucket(Call.Signing signing) {
        String bucket = "cname-" + signing.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String domain = bucket + ".example.org";
        owner.create(bucket);
        owner.object(PUT, bucket, "dir/key")
                .header("x-oss-object-acl", "public-read")
                .body("text")
                .send();
        assertThat(cname(owner, bucket, "add", domain).outcome()).isEqualTo("200");
        assertThat(cname(owner, bucket, "add", domain).outcome()).isEqualTo("200");
        assertThat(list(bucket).element("Domain")).contains(domain);
        assertThat(list(bucket).element("Status")).contains("Enabled");

        Answer read = owner.object(GET, bucket, "dir/key")
                .host(domain)
                .path("/dir/key")
                .signing(signing)
                .send();
        assertThat(read.text()).isEqualTo("text");

        assertThat(cname(owner, bucket, "delete", domain).outcome()).isEqualTo("200");
        assertThat(list(bucket).element("Domain")).isEmpty();
        assertThat(cname(owner, bucket, "delete", domain).outcome()).isEqualTo("404 NoSuchCname");
        assertThat(owner.object(GET, "dir", "key").host(domain).send().outcome())
                .isEqualTo("404 NoSuchBucket");
    }

    @Test
    void theDomainHasTheBucketsObjectsOnly() {
        owner.create("cname-put").create("cname-path");
        owner.put("cname-path", "key", "other");
        assertThat(cname(owner, "cname-put", "add", "put.example.org").outcome())
                .isEqualTo("200");
        assertThat(owner.object(PUT, "cname-put", "cname-path/key")
                        .host("PUT.example.org:80")
                        .path("/cname-path/key")
                        .body("text")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.get("cname-put", "cname-path/key").text()).isEqualTo("text");
        assertThat(owner.get("cname-path", "key").text()).isEqualTo("other");
        assertThat(ring.anonymous()
                        .object(GET, "cname-put", "cname-path/key")
                        .host("put.example.org")
                        .path("/cname-path/key")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
    }

    @Test
    void aDomainBelongsToOneBucket() {
        owner.create("cname-one").create("cname-two");
        assertThat(cname(owner, "cname-one", "add", "one.example.org").outcome())
                .isEqualTo("200");
        assertThat(cname(owner, "cname-two", "add", "one.example.org").outcome())
                .isEqualTo("409 CnameAlreadyExists");
        assertThat(cname(owner, "cname-two", "delete", "one.example.org").outcome())
                .isEqualTo("404 NoSuchCname");
        assertThat(list("cname-one").element("Domain")).contains("one.example.org");
        assertThat(list("cname-two").element("Domain")).isEmpty();

        assertThat(owner.bucket(DELETE, "cname-one").send().outcome()).isEqualTo("204");
        ring.other().create("cname-one");
        assertThat(ring.other()
                        .bucket(GET, "cname-one")
                        .host("one.example.org")
                        .path("/")
                        .send()
                        .element("Bucket"))
                .as("a bucket made later under the name does not inherit the domain")
                .isEmpty();
        assertThat(cname(owner, "cname-two", "add", "one.example.org").outcome())
                .isEqualTo("200");
    }

    @Test
    void whatIsInForceOutlivesTheSweep() {
        owner.create("cname-swept").create("cname-stays");
        cname(owner, "cname-swept", "add", "swept.example.org");
        cname(owner, "cname-stays", "add", "stays.example.org");
        String token = cname(owner, "cname-stays", "token", "later.example.org")
                .element("Token")
                .orElseThrow();
        owner.bucket(DELETE, "cname-swept").send();
        ring.runChore("cname");
        assertThat(list("cname-stays").element("Domain")).contains("stays.example.org");
        assertThat(cname(owner, "cname-stays", "token", "later.example.org").element("Token"))
                .contains(token);
        assertThat(cname(owner, "cname-stays", "add", "swept.example.org").outcome())
                .isEqualTo("200");
    }

    @Test
    void nobodyAnswersForAnotherDomain() {
        owner.create("cname-foreign");
        for (String domain : new String[] {"www.example.net", "notexample.org"}) {
            assertThat(cname(owner, "cname-foreign", "add", domain).outcome())
                    .isEqualTo("403 NeedVerifyDomainOwnership");
        }
        assertThat(cname(ring.other(), "cname-foreign", "add", "www.example.org")
                        .status())
                .isEqualTo(403);
        assertThat(list("cname-foreign").element("Domain")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "org",
                "a..org",
                "a_b.org",
                "1.2.3.4",
                "b.localhost",
                "b.oss-cn-hangzhou.aliyuncs.com",
                "storage.example.com",
                "b.storage.example.com",
                "a.org/"
            })
    void whatIsNoDomainOfOnesOwnIsRefused(String domain) {
        if (owner.bucket(GET, "cname-bad").send().status() == 404) {
            owner.create("cname-bad");
        }
        assertThat(cname(owner, "cname-bad", "add", domain).outcome())
                .isEqualTo(domain.isEmpty() ? "400 MalformedXML" : "400 InvalidArgument");
        assertThat(list("cname-bad").element("Domain")).isEmpty();
    }

    @Test
    void aCertificateIsNotDroppedInSilence() {
        owner.create("cname-cert");
        Answer refused = owner.bucket(POST, "cname-cert")
                .with("cname")
                .with("comp", "add")
                .body("<BucketCnameConfiguration><Cname><Domain>cert.example.org</Domain>"
                        + "<CertificateConfiguration><CertId>1</CertId></CertificateConfiguration>"
                        + "</Cname></BucketCnameConfiguration>")
                .send();
        assertThat(refused.outcome()).isEqualTo("501 NotImplemented");
        assertThat(list("cname-cert").element("Domain")).isEmpty();
    }

    @Test
    void aTokenLastsThreeDays() {
        owner.create("cname-token");
        Call get = owner.bucket(GET, "cname-token").with("comp", "token").with("cname", "t.example.net");
        assertThat(get.send().outcome()).isEqualTo("404 CnameTokenNotFound");
        Answer made = cname(owner, "cname-token", "token", "t.example.net");
        assertThat(made.element("Bucket")).contains("cname-token");
        assertThat(made.element("Cname")).contains("t.example.net");
        assertThat(made.element("ExpireTime").orElseThrow()).endsWith("GMT");
        String token = made.element("Token").orElseThrow();
        assertThat(cname(owner, "cname-token", "token", "t.example.net").element("Token"))
                .contains(token);
        assertThat(token(owner).element("Token")).contains(token);

        ring.clock().advance(Duration.ofHours(72));
        assertThat(token(owner).outcome()).isEqualTo("404 CnameTokenNotFound");
        assertThat(cname(owner, "cname-token", "token", "t.example.net")
                        .element("Token")
                        .orElseThrow())
                .isNotEqualTo(token);
    }

    private static Answer token(Client client) {
        return client.bucket(GET, "cname-token")
                .with("comp", "token")
                .with("cname", "t.example.net")
                .send();
    }
}
