package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.Method;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Covers({"PutBucketRequestPayment", "GetBucketRequestPayment"})
class RequestPaymentTest {
    private static final String PAYER = "x-oss-request-payer";
    private static final String CHARGED = "x-oss-request-charged";
    private static final String REFUSED = "403 AccessDenied 0003-00000703";

    private static Ring ring;
    private static Client owner;
    private static Client other;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
        other = ring.other();
        owner.create("paid");
        owner.bucket(PUT, "paid")
                .with("acl")
                .header("x-oss-acl", "public-read-write")
                .send();
        owner.put("paid", "key", "text");
        assertThat(set("paid", "Requester").outcome()).isEqualTo("200");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @Test
    void theOwnerPaysUntilSaidOtherwise() {
        owner.create("payers");
        assertThat(payer("payers")).isEqualTo("BucketOwner");
        set("payers", "Requester");
        assertThat(payer("payers")).isEqualTo("Requester");
        set("payers", "BucketOwner");
        assertThat(payer("payers")).isEqualTo("BucketOwner");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<RequestPaymentConfiguration/>",
                "<RequestPaymentConfiguration><Payer/></RequestPaymentConfiguration>",
                "<RequestPaymentConfiguration><Payer>requester</Payer></RequestPaymentConfiguration>",
                "<RequestPaymentConfiguration><Payer>Nobody</Payer></RequestPaymentConfiguration>",
                "<Payment><Payer>Requester</Payer></Payment>"
            })
    void anotherPayerIsRefused(String document) {
        assertThat(owner.bucket(PUT, "paid")
                        .with("requestPayment")
                        .body(document)
                        .send()
                        .outcome())
                .isEqualTo("400 MalformedXML");
        assertThat(payer("paid")).isEqualTo("Requester");
    }

    @Test
    void anotherAccountHasToSayThatItPays() {
        for (Call call : calls(other)) {
            Answer refused = call.send();
            assertThat(refused.outcomeWithEc()).isEqualTo(REFUSED);
            assertThat(refused.element("Message")).contains("Access denied for requester pay bucket");
            assertThat(refused.header(CHARGED)).isEmpty();
        }
        for (Call call : calls(other)) {
            Answer answer = call.header(PAYER, "requester").send();
            assertThat(answer.status()).isBetween(200, 204);
            assertThat(answer.header(CHARGED)).contains("requester");
        }
        owner.put("paid", "key", "text");
    }

    private static List<Call> calls(Client client) {
        return List.of(
                client.object(HEAD, "paid", "key"),
                client.object(GET, "paid", "key"),
                client.object(HEAD, "paid", "key").with("objectMeta"),
                client.object(PUT, "paid", "written").body("text"),
                client.object(PUT, "paid", "copied").header("x-oss-copy-source", "/paid/key"),
                client.object(DELETE, "paid", "written"),
                client.bucket(GET, "paid"),
                client.bucket(GET, "paid").with("list-type", "2"),
                client.bucket(POST, "paid").with("delete").body("<Delete><Object><Key>copied</Key></Object></Delete>"));
    }

    @Test
    void itSaysSoInTheQueryAsWell() {
        Answer answer =
                other.object(GET, "paid", "key").with(PAYER, "requester").send();
        assertThat(answer.text()).isEqualTo("text");
        assertThat(answer.header(CHARGED)).contains("requester");
        assertThat(other.object(GET, "paid", "key")
                        .signing(Call.Signing.V4_URL)
                        .send()
                        .outcomeWithEc())
                .isEqualTo("403 AccessDenied 0003-00000702");
        assertThat(other.object(GET, "paid", "key")
                        .header(PAYER, "owner")
                        .send()
                        .outcomeWithEc())
                .isEqualTo(REFUSED);
    }

    @Test
    void nobodyInParticularCannotPay() {
        for (Method method : new Method[] {GET, HEAD}) {
            assertThat(ring.anonymous()
                            .object(method, "paid", "key")
                            .header(PAYER, "requester")
                            .send()
                            .outcomeWithEc())
                    .isEqualTo("403 AccessDenied 0003-00000701");
        }
    }

    @Test
    void theOwnersAccountPaysAnyway() {
        Answer answer = owner.get("paid", "key");
        assertThat(answer.text()).isEqualTo("text");
        assertThat(answer.header(CHARGED)).isEmpty();
        assertThat(owner.object(GET, "paid", "key")
                        .header(PAYER, "requester")
                        .send()
                        .header(CHARGED))
                .isEmpty();
    }

    @Test
    void payingDoesNotOpenWhatIsClosed() {
        owner.create("paid-private");
        owner.put("paid-private", "key", "text");
        set("paid-private", "Requester");
        Answer answer = other.object(GET, "paid-private", "key")
                .header(PAYER, "requester")
                .send();
        assertThat(answer.outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000001");
        assertThat(answer.header(CHARGED)).isEmpty();
        assertThat(other.bucket(GET, "paid").with("acl").send().outcomeWithEc()).startsWith("403 AccessDenied");
    }

    @Test
    void theSourceOfACopyIsPaidForToo() {
        other.create("of-the-payer");
        assertThat(copy().send().outcomeWithEc()).isEqualTo(REFUSED);
        Answer answer = copy().header(PAYER, "requester").send();
        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.header(CHARGED)).contains("requester");
    }

    private static Call copy() {
        return other.object(PUT, "of-the-payer", "copy").header("x-oss-copy-source", "/paid/key");
    }

    private static Answer set(String bucket, String payer) {
        return owner.bucket(PUT, bucket)
                .with("requestPayment")
                .body("<RequestPaymentConfiguration><Payer>" + payer + "</Payer></RequestPaymentConfiguration>")
                .send();
    }

    private static String payer(String bucket) {
        return owner.bucket(GET, bucket)
                .with("requestPayment")
                .send()
                .element("Payer")
                .orElseThrow();
    }
}
