package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.KeyPurpose;
import io.coffer.protocol.Method;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests ask for, what rules add, and what answers tell of an object's encryption. */
@Covers({"PutObject", "CopyObject", "GetObject", "HeadObject", "GetObjectMeta"})
class ObjectEncryptionTest {
    private static final String METHOD = "x-oss-server-side-encryption";
    private static final String KEY_ID = "x-oss-server-side-encryption-key-id";
    private static final String DATA = "x-oss-server-side-data-encryption";

    private static Ring ring;
    private static Client owner;

    /** A key of the owner's account. */
    private static String named;

    /** The default key of the owner's account. */
    private static String byDefault;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
        owner.create("plain").create("ruled");
        owner.putRule("ruled", "SM4");
        String account = owner.service(GET).send().element("ID").orElseThrow();
        named = ring.keys().create(account, KeyPurpose.CUSTOMER, "named").keyId();
        byDefault = ring.keys().findOrCreate(account, KeyPurpose.DEFAULT).keyId();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static void assertEcho(Answer answer, String method, String keyId, String data) {
        assertThat(answer.header(METHOD).orElse("-")).isEqualTo(method);
        assertThat(answer.header(KEY_ID).orElse("-")).isEqualTo(keyId);
        assertThat(answer.header(DATA).orElse("-")).isEqualTo(data);
    }

    private static Call asking(Call call, String method, String keyId, String data) {
        Optional.of(method).filter(text -> !text.equals("-")).ifPresent(text -> call.header(METHOD, text));
        Optional.of(keyId)
                .filter(text -> !text.equals("-"))
                .ifPresent(text -> call.header(KEY_ID, text.equals("named") ? named : text));
        Optional.of(data).filter(text -> !text.equals("-")).ifPresent(text -> call.header(DATA, text));
        return call;
    }

    private static String meaning(String keyId) {
        return switch (keyId) {
            case "named" -> named;
            case "default" -> byDefault;
            default -> keyId;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "-,-,-,-,-,-",
        "AES256,-,-,AES256,-,-",
        "AES256,-,SM4,AES256,-,-",
        "SM4,-,-,SM4,-,-",
        "SM4,-,SM4,SM4,-,-",
        "KMS,-,-,KMS,default,-",
        "KMS,-,SM4,KMS,default,SM4",
        "KMS,named,-,KMS,named,-",
        "KMS,named,SM4,KMS,named,SM4",
        "-,-,SM4,-,-,-"
    })
    void whatIsAskedForIsDoneAndTold(
            String method, String keyId, String data, String shown, String shownKeyId, String shownData) {
        String key = "asked " + method + keyId + data;
        Answer put = asking(owner.object(PUT, "plain", key).body("text"), method, keyId, data)
                .send();
        assertThat(put.outcome()).isEqualTo("200");
        for (Answer answer : new Answer[] {put, owner.get("plain", key), owner.head("plain", key)}) {
            assertThat(answer.status()).isEqualTo(200);
            assertEcho(answer, shown, meaning(shownKeyId), shownData);
            assertThat(answer.header("etag")).contains("\"1CB251EC0D568DE6A929B520C4AED8D1\"");
        }
        assertThat(owner.get("plain", key).text()).isEqualTo("text");
        Answer brief = owner.object(HEAD, "plain", key).with("objectMeta").send();
        assertThat(brief.status()).isEqualTo(200);
        assertThat(brief.contentLength()).isEqualTo(4);
        assertThat(brief.header("etag")).isEqualTo(put.header("etag"));
        assertEcho(brief, "-", "-", "-");
    }

    @Test
    void theRequestBeatsTheRuleAndTheRuleBeatsNothing() {
        assertEcho(owner.put("ruled", "by rule", "text"), "SM4", "-", "-");
        assertEcho(
                owner.object(PUT, "ruled", "by request")
                        .header(METHOD, "AES256")
                        .body("text")
                        .send(),
                "AES256",
                "-",
                "-");
        assertEcho(
                owner.object(PUT, "ruled", "data only")
                        .header(DATA, "SM4")
                        .body("x")
                        .send(),
                "SM4",
                "-",
                "-");
        assertEcho(owner.put("plain", "by nobody", "text"), "-", "-", "-");
    }

    @Test
    void theServersDefaultComesLast() {
        try (Ring encrypting = Ring.inMemory("encryption: {default: AES256}")) {
            Client client = encrypting.owner().create("bucket");
            assertEcho(client.put("bucket", "by default", "text"), "AES256", "-", "-");
            assertThat(client.getRule("bucket").element("Code")).contains("NoSuchServerSideEncryptionRule");
            client.putRule("bucket", "SM4");
            assertEcho(client.put("bucket", "by rule", "text"), "SM4", "-", "-");
            assertEcho(
                    client.object(PUT, "bucket", "by request")
                            .header(METHOD, "KMS")
                            .send(),
                    "KMS",
                    client.head("bucket", "by request").header(KEY_ID).orElseThrow(),
                    "-");
        }
    }

    @Test
    void changingTheRuleLeavesWhatIsThere() {
        owner.create("changing");
        owner.put("changing", "before", "one");
        owner.putRule("changing", "AES256");
        owner.put("changing", "during", "two");
        owner.bucket(DELETE, "changing").with("encryption").send();
        owner.put("changing", "after", "three");
        assertEcho(owner.get("changing", "before"), "-", "-", "-");
        assertEcho(owner.get("changing", "during"), "AES256", "-", "-");
        assertEcho(owner.get("changing", "after"), "-", "-", "-");
        assertThat(owner.get("changing", "during").text()).isEqualTo("two");
    }

    @Test
    void aCopyDoesNotInherit() {
        owner.object(PUT, "plain", "source").header(METHOD, "KMS").body("text").send();
        assertEcho(copy("plain", "/plain/source").send(), "-", "-", "-");
        assertEcho(owner.get("plain", "copy"), "-", "-", "-");
        assertEcho(copy("ruled", "/plain/source").send(), "SM4", "-", "-");
        assertEcho(owner.get("ruled", "copy"), "SM4", "-", "-");
        assertEcho(copy("ruled", "/plain/source").header(METHOD, "AES256").send(), "AES256", "-", "-");
        Answer copied = owner.get("ruled", "copy");
        assertEcho(copied, "AES256", "-", "-");
        assertThat(copied.text()).isEqualTo("text");
        assertThat(copied.header("etag")).isEqualTo(owner.get("plain", "source").header("etag"));
    }

    @Test
    void aCopyOntoItselfEncryptsInPlace() {
        owner.put("plain", "itself", "text");
        Answer copied = owner.object(PUT, "plain", "itself")
                .header("x-oss-copy-source", "/plain/itself")
                .header(METHOD, "KMS")
                .header(KEY_ID, named)
                .send();
        assertEcho(copied, "KMS", named, "-");
        assertEcho(owner.head("plain", "itself"), "KMS", named, "-");
        assertThat(owner.get("plain", "itself").text()).isEqualTo("text");
    }

    private static Call copy(String bucket, String source) {
        return owner.object(PUT, bucket, "copy").header("x-oss-copy-source", source);
    }

    @ParameterizedTest
    @CsvSource({
        "AES,-,-,400 InvalidEncryptionAlgorithmError 0005-00000003",
        "aes256,-,-,400 InvalidEncryptionAlgorithmError 0005-00000003",
        "'',-,-,400 InvalidEncryptionAlgorithmError 0005-00000003",
        "KMS,-,AES256,400 InvalidArgument 0005-00000203",
        "AES256,some-key,-,400 InvalidArgument 0005-00000204",
        "SM4,some-key,-,400 InvalidArgument 0005-00000204",
        "-,some-key,-,400 InvalidArgument 0005-00000204",
        "KMS,'',-,400 InvalidArgument 0005-00000205",
        "KMS,no-such-key,-,400 InvalidArgument 0005-00000208",
    })
    void whatCannotBeDoneIsRefusedAndNothingIsStored(String method, String keyId, String data, String outcome) {
        Answer put = asking(owner.object(PUT, "plain", "refused").body("text"), method, keyId, data)
                .send();
        assertThat(put.outcomeWithEc()).isEqualTo(outcome);
        owner.put("plain", "copied", "text");
        Answer copied = asking(
                        owner.object(PUT, "plain", "refused").header("x-oss-copy-source", "/plain/copied"),
                        method,
                        keyId,
                        data)
                .send();
        assertThat(copied.outcomeWithEc()).isEqualTo(outcome);
        assertThat(owner.head("plain", "refused").outcome()).isEqualTo("404 NoSuchKey");
    }

    @Test
    void anotherAccountsKeyIsUnknown() {
        ring.other().create("others");
        assertThat(ring.other()
                        .object(PUT, "others", "key")
                        .header(METHOD, "KMS")
                        .header(KEY_ID, named)
                        .send()
                        .outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0005-00000208");
    }

    @ParameterizedTest
    @ValueSource(strings = {METHOD, KEY_ID, DATA})
    void readsTakeNoEncryptionHeaders(String header) {
        owner.put("plain", "read", "text");
        for (Method method : new Method[] {GET, HEAD}) {
            Answer answer =
                    owner.object(method, "plain", "read").header(header, "KMS").send();
            assertThat(answer.outcomeWithEc()).isEqualTo("400 InvalidArgument 0005-00000002");
        }
    }

    @Test
    void contradictingHeadersAreRefused() {
        owner.bucket(PUT, "open").header("x-oss-acl", "public-read-write").send();
        Answer refused = ring.anonymous()
                .object(PUT, "open", "contradiction")
                .header(METHOD, "AES256")
                .header(METHOD, "SM4")
                .send();
        // a header that stands twice is one, its values joined, and no method is called so
        assertThat(refused.outcome()).isEqualTo("400 InvalidEncryptionAlgorithmError");
        assertThat(owner.head("open", "contradiction").outcome()).isEqualTo("404 NoSuchKey");
    }

    @Test
    void anonymousCallersCannotUseKmsKeys() {
        owner.bucket(PUT, "open").header("x-oss-acl", "public-read-write").send();
        owner.object(PUT, "open", "kms").header(METHOD, "KMS").body("text").send();
        owner.object(PUT, "open", "aes").header(METHOD, "AES256").body("text").send();
        assertThat(ring.anonymous().get("open", "aes").text()).isEqualTo("text");
        assertThat(ring.anonymous().get("open", "kms").outcome()).isEqualTo("403 AccessDenied");
        assertThat(ring.anonymous().head("open", "kms").outcome()).isEqualTo("403 AccessDenied");
        assertThat(ring.anonymous()
                        .object(PUT, "open", "written")
                        .header(METHOD, "KMS")
                        .body("text")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
    }
}
