package io.coffer.conformance.opendal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coffer.conformance.Connection;
import io.coffer.conformance.Connection.AddressStyle;
import io.coffer.conformance.Connection.Signature;
import io.coffer.conformance.Content;
import io.coffer.conformance.ScratchBucket;
import io.coffer.conformance.Target;
import io.coffer.conformance.Targets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.opendal.AsyncOperator;
import org.apache.opendal.Capability;
import org.apache.opendal.Entry;
import org.apache.opendal.ListOptions;
import org.apache.opendal.Metadata;
import org.apache.opendal.OpenDALException;
import org.apache.opendal.Operator;
import org.apache.opendal.PresignedRequest;
import org.apache.opendal.ServiceConfig;
import org.apache.opendal.WriteOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Objects as OpenDAL writes, reads, lists and signs them: with signature V1, the only one that it has for OSS, and by
 * virtual host, because in path style it signs the bucket's name twice. Its native code finds no such name without a
 * DNS that has it, so the server is its HTTP proxy too.
 */
final class OpenDalIT {
    private static final int MEBIBYTE = 1 << 20;

    private final ScratchBucket bucket;
    private final AsyncOperator signing;
    private final Operator objects;

    @BeforeAll
    static void knowsThisMachine() {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        boolean known = machine.toLowerCase(Locale.ROOT).equals("linux amd64");
        if (!known) {
            System.out.println("stories of OpenDAL skipped: its native library for " + machine + " is no dependency");
        }
        assumeTrue(known, "no native library for " + machine);
        if (Targets.plain().local()) {
            NativeEnvironment.set("http_proxy", Targets.plain().endpoint().toString());
            NativeEnvironment.set("no_proxy", "");
        }
    }

    OpenDalIT() {
        Target target = Targets.plain();
        Connection connection = new Connection(target, Signature.V1, AddressStyle.VIRTUAL_HOST);
        bucket = ScratchBucket.make(connection);
        signing = AsyncOperator.of(ServiceConfig.Oss.builder()
                .endpoint(connection.endpoint())
                .bucket(bucket.name())
                .accessKeyId(target.accessKeyId())
                .accessKeySecret(target.accessKeySecret())
                .serverSideEncryption("AES256")
                .build());
        objects = signing.blocking();
    }

    @AfterEach
    void close() {
        objects.close();
        signing.close();
        bucket.close();
    }

    @Test
    void anObjectIsWrittenReadAndDeleted() {
        for (String key : List.of("plain", "dir/\u6587\u4ef6 \u540d.txt", "a+b%20c&d=e", "q?uery#x")) {
            byte[] content = Content.bytes(50_000);
            objects.write(
                    key,
                    content,
                    WriteOptions.builder()
                            .contentType("text/x-test")
                            .cacheControl("no-cache")
                            .userMetadata(Map.of("color", "red"))
                            .build());
            assertThat(objects.read(key)).isEqualTo(content);
            assertThat(objects.read(key, 100, 50)).isEqualTo(Arrays.copyOfRange(content, 100, 150));
            Metadata metadata = objects.stat(key);
            assertThat(metadata.isFile()).isTrue();
            assertThat(metadata.getContentLength()).isEqualTo(content.length);
            assertThat(metadata.getContentType()).isEqualTo("text/x-test");
            assertThat(metadata.getEtag()).isEqualTo("\"" + Content.etag(content) + "\"");
            assertThat(bucket.oss().getObjectMetadata(bucket.name(), key).getServerSideEncryption())
                    .isEqualTo("AES256");
            objects.copy(key, "copy");
            assertThat(objects.read("copy")).isEqualTo(content);
            objects.delete(key);
            assertThatThrownBy(() -> objects.stat(key))
                    .isInstanceOfSatisfying(
                            OpenDALException.class,
                            failure -> assertThat(failure.getCode()).isEqualTo(OpenDALException.Code.NotFound));
        }
    }

    @Test
    void whatExistsIsNotOverwrittenUnlessAsked() {
        WriteOptions once = WriteOptions.builder().ifNotExists(true).build();
        objects.write("once", new byte[1], once);
        assertThatThrownBy(() -> objects.write("once", new byte[2], once))
                .isInstanceOfSatisfying(
                        OpenDALException.class,
                        failure -> assertThat(failure.getCode()).isEqualTo(OpenDALException.Code.ConditionNotMatch));
        assertThat(objects.read("once")).hasSize(1);
    }

    @Test
    void aLongStreamGoesInParts() throws IOException {
        byte[] content = Content.bytes(3 * MEBIBYTE + 5);
        try (OutputStream out = objects.createOutputStream("stream", MEBIBYTE)) {
            out.write(content);
        }
        assertThat(bucket.oss().getObjectMetadata(bucket.name(), "stream").getObjectType())
                .isEqualTo("Multipart");
        try (InputStream in = objects.createInputStream("stream")) {
            assertThat(Arrays.equals(in.readAllBytes(), content)).isTrue();
        }
        objects.write(
                "chunked",
                content,
                WriteOptions.builder().chunk(MEBIBYTE).concurrent(3).build());
        assertThat(Arrays.equals(objects.read("chunked"), content)).isTrue();
        assertThat(bucket.openUploads()).isEmpty();
    }

    @Test
    void anObjectGrows() {
        Capability capability = objects.info.getFullCapability();
        assertThat(capability.isWriteCanAppend()).isTrue();
        WriteOptions append = WriteOptions.builder().append(true).build();
        objects.write("log", "one ", append);
        objects.write("log", "two", append);
        assertThat(objects.read("log")).asString().isEqualTo("one two");
        assertThat(bucket.oss().getObjectMetadata(bucket.name(), "log").getObjectType())
                .isEqualTo("Appendable");
    }

    @Test
    void directoriesAreListedAndRemoved() {
        for (String key : List.of("a/1", "a/2", "a/b/3", "c")) {
            objects.write(key, key);
        }
        objects.createDir("a/empty/");
        assertThat(objects.list("a/"))
                .extracting(Entry::getPath)
                .contains("a/1", "a/2", "a/b/", "a/empty/")
                .doesNotContain("a/b/3", "c");
        assertThat(objects.list(
                        "", ListOptions.builder().recursive(true).limit(2).build()))
                .extracting(Entry::getPath)
                .contains("a/1", "a/2", "a/b/3", "a/empty/", "c");
        objects.removeAll("a/");
        assertThat(objects.list("", ListOptions.builder().recursive(true).build()))
                .extracting(Entry::getPath)
                .contains("c")
                .noneMatch(path -> path.startsWith("a/"));
    }

    @Test
    void aSignedUrlWritesAndReads() throws Exception {
        String key = "dir/\u6587\u4ef6 a+b.txt";
        Duration hour = Duration.ofHours(1);
        assertThat(send(signing.presignWrite(key, hour).get(), BodyPublishers.ofString("signed"))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> read = send(signing.presignRead(key, hour).get(), BodyPublishers.noBody());
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).isEqualTo("signed");
        assertThat(send(signing.presignStat(key, hour).get(), BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> send(PresignedRequest signed, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(signed.getUri())).method(signed.getMethod(), body);
        signed.getHeaders().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                request.header(name, value);
            }
        });
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
