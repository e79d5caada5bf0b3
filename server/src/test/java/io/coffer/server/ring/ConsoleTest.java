package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.OPTIONS;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coffer.protocol.Method;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands below {@code /console/} of the administration port. */
class ConsoleTest {
    private static final String LONGEST_KEY = "k".repeat(1023);

    private static Ring ring;
    private static Client owner;
    private static Client anonymous;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        int port = ring.administration().endpoint().getPort();
        owner = new Client(port, ring.owner().credentials(), ring.clock());
        anonymous = new Client(port, Optional.empty(), ring.clock());
        ring.owner().create("shown");
        assertThat(ring.owner()
                        .bucket(PUT, "shown")
                        .with("acl")
                        .header("x-oss-acl", "public-read")
                        .send()
                        .status())
                .isEqualTo(200);
        ring.owner().put("shown", "page.html", "<script>alert(1)</script>");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Call page(Client client) {
        return client.object(GET, "shown", "page.html").path("/console/oss/shown/page.html");
    }

    @Test
    void signedRequestsReachTheOssApi() {
        Answer put = owner.object(PUT, "shown", LONGEST_KEY)
                .path("/console/oss/shown/" + LONGEST_KEY)
                .body("longest")
                .send();
        assertThat(put.outcome()).isEqualTo("200");
        assertThat(ring.owner().get("shown", LONGEST_KEY).text()).isEqualTo("longest");
        assertThat(owner.service(GET).path("/console/oss/").send().text()).contains("<Name>shown</Name>");
        assertThat(page(owner).send().text()).isEqualTo("<script>alert(1)</script>");
    }

    @Test
    void theyAreCountedAsOperations() {
        page(owner).send();
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                ring.administration().get("/metrics").body())
                        .contains("coffer_requests_total{code=\"200\",operation=\"GetObject\",service=\"oss\"}"));
    }

    @Test
    void theSignatureIsOverThePathBehindTheConsole() {
        Answer other = owner.object(GET, "console", "oss/shown/page.html").send();
        assertThat(other.outcome()).isEqualTo("403 SignatureDoesNotMatch");
    }

    @Test
    void usersReachNoMoreThanTheyMay() {
        Client user = RamUser.named(ring, "lookout")
                .with(RamUser.allow("oss:GetObject", "acs:oss:*:*:elsewhere/*"))
                .client();
        Client throughConsole = new Client(owner.port(), user.credentials(), ring.clock());
        assertThat(throughConsole
                        .bucket(GET, "shown")
                        .with("encryption")
                        .path("/console/oss/shown")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
    }

    /** Whatever a link, a form or a frame could ask for: a stored page must not become one of the console's origin. */
    @Test
    void nothingIsHandedOverWithoutAnAuthorizationHeader() {
        assertThat(ring.anonymous().get("shown", "page.html").status()).isEqualTo(200);
        assertThat(page(anonymous).send().outcome()).isEqualTo("403 AccessDenied");
        assertThat(page(owner).signing(Call.Signing.V4_URL).send().outcome()).isEqualTo("403 AccessDenied");
        assertThat(page(owner).signing(Call.Signing.V1_URL).send().outcome()).isEqualTo("403 AccessDenied");
        assertThat(anonymous
                        .bucket(POST, "shown")
                        .path("/console/oss/shown")
                        .header("content-type", "multipart/form-data; boundary=x")
                        .body("--x--")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(anonymous
                        .object(OPTIONS, "shown", "page.html")
                        .path("/console/oss/shown/page.html")
                        .header("origin", "http://elsewhere.example")
                        .header("access-control-request-method", "GET")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.html", "missing"})
    void storedDataIsNoPage(String key) {
        Answer answer = owner.object(GET, "shown", key)
                .path("/console/oss/shown/" + key)
                .send();
        assertThat(answer.header("content-security-policy").orElse("")).contains("sandbox", "default-src 'none'");
        assertThat(answer.header("x-content-type-options")).contains("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/../metrics",
                "/console/%2e%2e/ConsoleFiles.class",
                "/console/..%2fConsoleFiles.class",
                "/console/files/index.html",
                "/console//etc/passwd",
                "/console/oss",
                "/console/unknown.js"
            })
    void onlyTheNamedFilesAreServed(String path) {
        Answer answer = anonymous.service(GET).path(path).send();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).containsAnyOf("NoSuchPath", "ConsoleNotBuilt");
    }

    @ParameterizedTest
    @EnumSource(names = {"POST", "PUT", "DELETE"})
    void filesAreOnlyRead(Method method) {
        assertThat(anonymous.service(method).path("/console/").send().outcome()).isEqualTo("405 MethodNotAllowed");
    }

    @Test
    void aServerWithoutItSaysSo() {
        HttpResponse<String> answer = ring.administration().get("/console/");
        assumeTrue(answer.statusCode() != 200, "this server was built with the console");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body()).contains("\"ConsoleNotBuilt\"");
    }

    @Test
    void theFilesAreStrictAboutWhatRuns() {
        Answer answer = anonymous.service(GET).path("/console").send();
        assertThat(answer.header("content-security-policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http");
        assertThat(answer.header("x-frame-options")).contains("DENY");
        assertThat(answer.header("x-content-type-options")).contains("nosniff");
        assertThat(answer.header("referrer-policy")).contains("no-referrer");
    }

    @Test
    void theFilesAreCompressedAndAskedForAgainOnlyWhenChanged() {
        Call plain = anonymous.service(GET).path("/console/console.js");
        Answer whole = plain.send();
        assumeTrue(whole.status() == 200, "this server was built without the console");
        Answer packed = anonymous
                .service(GET)
                .path("/console/console.js")
                .header("accept-encoding", "br, gzip")
                .send();
        assertThat(packed.header("content-encoding")).contains("gzip");
        assertThat(packed.body().length).isLessThan(whole.body().length);
        assertThat(whole.body()).isNotEmpty();
        Answer again = anonymous
                .service(GET)
                .path("/console/console.js")
                .header("if-none-match", whole.header("etag").orElseThrow())
                .send();
        assertThat(again.status()).isEqualTo(304);
        assertThat(new String(again.body(), StandardCharsets.UTF_8)).isEmpty();
    }
}
