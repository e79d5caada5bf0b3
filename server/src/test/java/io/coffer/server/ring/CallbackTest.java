package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The call to the application's server that follows an upload. */
@Covers({"PutObject", "PostObject", "CompleteMultipartUpload"})
class CallbackTest {
    private static final String BUCKET = "called";
    private static final BlockingQueue<Received> CALLS = new LinkedBlockingQueue<>();

    private static Ring ring;
    private static Client owner;
    private static HttpServer receiver;

    private record Received(String path, com.sun.net.httpserver.Headers headers, String body) {
        String header(String name) {
            return headers.getFirst(name);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        ring = Ring.inMemory();
        owner = ring.owner().create(BUCKET);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/ok", 200, "{\"Status\":\"OK\"}");
        answer("/other", 500, "{}");
        answer("/text", 200, "OK");
        answer("/moved", 301, "");
        answer("/huge", 200, "\"" + "x".repeat(1_100_000) + "\"");
        receiver.start();
    }

    private static void answer(String path, int status, String body) {
        receiver.createContext(path, exchange -> {
            String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            CALLS.add(new Received(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), sent));
            exchange.getResponseHeaders().add("Location", "/ok");
            byte[] bytes = body.getBytes(UTF_8);
            // 0 sends chunks
            exchange.sendResponseHeaders(status, path.equals("/text") ? 0 : bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @AfterAll
    static void stop() {
        ring.close();
        receiver.stop(0);
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
    }

    private static String encoded(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    }

    private static String callback(String url, String body) {
        return encoded("{\"callbackUrl\":\"" + url + "\",\"callbackBody\":\"" + body + "\"}");
    }

    private static Received received() throws InterruptedException {
        Received call = CALLS.poll(10, TimeUnit.SECONDS);
        assertThat(call).isNotNull();
        return call;
    }

    @Test
    void theAnswerOfTheCallIsTheAnswerOfThePut() throws Exception {
        String body =
                "bucket=${bucket}&object=${object}&etag=${etag}&size=${size}&type=${mimeType}&h=${imageInfo.height}"
                        + "&op=${operation}&ip=${clientIp}&id=${reqId}&crc=${crc64}&md5=${contentMd5}&v=${x:var1}";
        Answer answer = owner.object(PUT, BUCKET, "dir/a b")
                .header("content-type", "text/plain")
                .header("x-oss-callback", callback(url("/ok/d%20e?f=g"), body))
                .header("x-oss-callback-var", encoded("{\"x:var1\":\"my & own\"}"))
                .body("hello")
                .send();
        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.text()).isEqualTo("{\"Status\":\"OK\"}");
        assertThat(answer.header("content-type")).contains("application/json");
        assertThat(answer.header("etag")).contains("\"5D41402ABC4B2A76B9719D911017C592\"");
        assertThat(owner.get(BUCKET, "dir/a b").text()).isEqualTo("hello");
        Received call = received();
        assertThat(call.path()).isEqualTo("/ok/d%20e?f=g");
        assertThat(call.header("content-type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(call.header("host")).isEqualTo(URI.create(url("/")).getAuthority());
        assertThat(call.body())
                .isEqualTo("bucket=called&object=dir%2Fa%20b&etag=5D41402ABC4B2A76B9719D911017C592&size=5"
                        + "&type=text%2Fplain&h=&op=PutObject&ip=127.0.0.1&id="
                        + answer.header("x-oss-request-id").orElseThrow()
                        + "&crc=11177612005948864433&md5=XUFAKrxLKna5cZ2REBfFkg%3D%3D&v=my%20%26%20own");
        assertThat(verified(call, "/ok/d e?f=g")).isTrue();
        assertThat(verified(call, "/ok/d e?f=h")).isFalse();
    }

    /** As a receiver does it: fetches the key from the URL in the call. */
    private static boolean verified(Received call, String pathAndQuery) throws Exception {
        URI keyUrl = URI.create(new String(Base64.getDecoder().decode(call.header("x-oss-pub-key-url")), UTF_8));
        String pem = ring.administration().get(keyUrl.getPath()).body();
        assertThat(pem).startsWith("-----BEGIN PUBLIC KEY-----\n");
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
        Signature signature = Signature.getInstance("MD5withRSA");
        signature.initVerify(key);
        signature.update((pathAndQuery + "\n" + call.body()).getBytes(UTF_8));
        return signature.verify(Base64.getDecoder().decode(call.header("authorization")));
    }

    @Test
    void theQueryCarriesACallbackToo() throws Exception {
        Answer answer = owner.object(PUT, BUCKET, "query")
                .with(
                        "callback",
                        encoded("{\"callbackUrl\":\"" + url("/ok") + "\",\"callbackHost\":\"example.com\","
                                + "\"callbackBodyType\":\"application/json\","
                                + "\"callbackBody\":\"{\\\"o\\\":${object},\\\"s\\\":${size},\\\"v\\\":${x:v}}\"}"))
                .with("callback-var", encoded("{\"x:v\":\"\\\"\"}"))
                .signing(Call.Signing.V1_URL)
                .body("text")
                .send();
        assertThat(answer.text()).isEqualTo("{\"Status\":\"OK\"}");
        Received call = received();
        assertThat(call.header("host")).isEqualTo("example.com");
        assertThat(call.header("content-type")).isEqualTo("application/json");
        assertThat(call.body()).isEqualTo("{\"o\":\"query\",\"s\":4,\"v\":\"\\\"\"}");
    }

    @Test
    void aFormBringsItsVariablesAsFields() throws Exception {
        Form form = new Form()
                .signed("LTAIowner", "owner-secret", Form.policy(ring.clock().instant()))
                .field("key", "form")
                .field("callback", callback(url("/ok"), "${operation} ${x:my_var}"))
                .field("x:my_var", "mine")
                .field("success_action_status", "201")
                .file("text");
        Answer answer = ring.anonymous()
                .bucket(POST, BUCKET)
                .header("content-type", Form.TYPE)
                .body(form.bytes())
                .send();
        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.text()).isEqualTo("{\"Status\":\"OK\"}");
        assertThat(received().body()).isEqualTo("PostObject mine");
    }

    @Test
    void completingAnUploadCallsToo() throws Exception {
        String upload = owner.object(POST, BUCKET, "parts")
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
        assertThat(owner.object(PUT, BUCKET, "parts")
                        .with("partNumber", "1")
                        .with("uploadId", upload)
                        .body("text")
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(complete(upload, callback("my.com:test", "b")).outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0007-00000004");
        assertThat(owner.head(BUCKET, "parts").status()).isEqualTo(404);
        Answer answer = complete(upload, callback(url("/ok"), "${operation} ${size} ${contentMd5}"));
        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.text()).isEqualTo("{\"Status\":\"OK\"}");
        assertThat(answer.header("content-type")).contains("application/json");
        assertThat(received().body()).isEqualTo("CompleteMultipartUpload 4 ");
        assertThat(owner.get(BUCKET, "parts").text()).isEqualTo("text");
    }

    private static Answer complete(String upload, String callback) {
        return owner.object(POST, BUCKET, "parts")
                .with("uploadId", upload)
                .with("callback", callback)
                .header("x-oss-complete-all", "yes")
                .send();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/moved", "/other", "/text", "/huge", "/nowhere"})
    void aCallThatFailsLeavesTheObjectStored(String path) {
        String key = "failed" + path;
        Answer answer = owner.object(PUT, BUCKET, key)
                .header("x-oss-callback", callback(url(path), "b"))
                .body("text")
                .send();
        assertThat(answer.outcomeWithEc()).isEqualTo("203 CallbackFailed 0007-00000203");
        if (path.equals("/moved")) {
            assertThat(answer.element("Message")).contains("Error status : 301.");
        }
        assertThat(owner.get(BUCKET, key).text()).isEqualTo("text");
        CALLS.clear();
    }

    @Test
    void theUrlsAreTriedInTurn() throws Exception {
        String urls = "http://127.0.0.1:1/;" + url("/other") + ";" + url("/ok");
        Answer answer = owner.object(PUT, BUCKET, "turn")
                .header("x-oss-callback", callback(urls, "b"))
                .body("text")
                .send();
        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(received().path()).isEqualTo("/other");
        assertThat(received().path()).isEqualTo("/ok");
    }

    @Test
    void aWrongCallbackStoresNothing() {
        String right = callback(url("/ok"), "b");
        assertThat(put("wrong", "{}").outcome()).isEqualTo("400 InvalidArgument");
        assertThat(put("wrong", callback("my.com:test", "b")).outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0007-00000004");
        assertThat(put("wrong", callback("http://192.0.2.1/", "b")).outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0007-00000008");
        assertThat(owner.object(PUT, BUCKET, "wrong")
                        .with("callback", right)
                        .header("x-oss-callback", right)
                        .body("text")
                        .send()
                        .outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0007-00000027");
        assertThat(owner.head(BUCKET, "wrong").status()).isEqualTo(404);
        assertThat(owner.object(DELETE, BUCKET, "wrong")
                        .with("callback", right)
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(CALLS).isEmpty();
    }

    private static Answer put(String key, String callback) {
        return owner.object(PUT, BUCKET, key)
                .header("x-oss-callback", callback)
                .body("text")
                .send();
    }

    @Test
    @Tag("own-engine")
    void theKeyOfCallsLastsAsLongAsTheStore(@TempDir Path data) {
        String first;
        try (Ring before = Ring.on(data.resolve("store"))) {
            first = before.administration().get("/-/callback-public-key").body();
        }
        try (Ring after = Ring.on(data.resolve("store"), "callback: {allow: [\"*.example.com\", 10.0.0.0/8]}")) {
            assertThat(after.administration().get("/-/callback-public-key").body())
                    .isEqualTo(first);
        }
    }
}
