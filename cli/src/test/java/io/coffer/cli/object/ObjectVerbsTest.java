package io.coffer.cli.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.cli.LocalService;
import io.coffer.cli.LocalService.Outcome;
import io.coffer.cli.UsageException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectVerbsTest {
    private static LocalService service;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() {
        service = LocalService.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private Outcome run(String... arguments) {
        return service.run(home, arguments);
    }

    private String done(String... arguments) {
        Outcome outcome = run(arguments);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        return outcome.out();
    }

    @Test
    void aFileGoesThereAndComesBack() throws IOException {
        byte[] content = new byte[300_000];
        new Random(3).nextBytes(content);
        Path file = Files.write(home.resolve("sent.bin"), content);
        done("mb", "oss://files", "--acl", "private");

        assertThat(done(
                        "cp",
                        file.toString(),
                        "oss://files/in/",
                        "--content-type",
                        "text/x",
                        "--server-side-encryption",
                        "AES256"))
                .isEqualTo("1 copied, 300000 bytes\n");
        done("cp", "oss://files/in/sent.bin", "oss://files/copy");
        done("cp", "oss://files/copy", home.resolve("back/").toString());

        assertThat(home.resolve("back")).hasBinaryContent(content);
        assertThat(done("stat", "oss://files/in/sent.bin"))
                .containsPattern("content-type +text/x\n")
                .containsPattern("x-oss-server-side-encryption +AES256\n");
        assertThat(done("stat", "oss://files")).containsPattern("Name +files\n");
        assertThat(done("ls", "oss://files/", "-d"))
                .containsPattern("300000 +Standard +\"[0-9A-F]{32}\" +oss://files/copy\n")
                .contains("oss://files/in/\n")
                .doesNotContain("sent.bin");
        assertThat(done("ls")).contains("oss://files\n");
        done("rm", "oss://files/copy");
        done("rm", "-r", "-f", "oss://files/in/");
        done("rb", "oss://files");
    }

    @Test
    void aDirectoryGoesThereAndComesBack() throws IOException {
        Files.createDirectories(home.resolve("tree/a/b"));
        Files.writeString(home.resolve("tree/1"), "one");
        Files.writeString(home.resolve("tree/a/b/2 ü"), "two");
        done("mb", "oss://trees");

        done("cp", "-r", home.resolve("tree").toString(), "oss://trees/t/");
        assertThat(done("cp", "-r", "oss://trees/t/", home.resolve("back").toString()))
                .isEqualTo("2 copied, 6 bytes\n");

        assertThat(home.resolve("back/1")).content().isEqualTo("one");
        assertThat(home.resolve("back/a/b/2 ü")).content().isEqualTo("two");
        assertThat(done("cat", "oss://trees/t/1")).isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "/etc/x", ".", "a/.."})
    void aNameDoesNotLeadOutOfTheDirectory(String name) {
        assertThatThrownBy(() -> CopyVerb.below(home, name)).isInstanceOf(UsageException.class);
        assertThat(CopyVerb.below(home, "a/../b")).isEqualTo(home.resolve("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v4"})
    void aUrlReadsAndWritesWithoutAKey(String version) throws Exception {
        String bucket = "urls-" + version;
        done("mb", "oss://" + bucket);
        HttpClient http = HttpClient.newHttpClient();
        URI write =
                URI.create(done("presign", "oss://" + bucket + "/a ü+", "--method", "PUT", "--sign-version", version)
                        .strip());
        URI read = URI.create(
                done("presign", "oss://" + bucket + "/a ü+", "--expires-duration", "90", "--sign-version", version)
                        .strip());

        HttpRequest put = HttpRequest.newBuilder(write)
                .PUT(HttpRequest.BodyPublishers.ofString("hello"))
                .build();
        assertThat(http.send(put, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        assertThat(http.send(HttpRequest.newBuilder(read).build(), HttpResponse.BodyHandlers.ofString())
                        .body())
                .isEqualTo("hello");
        assertThat(read.toString()).doesNotContain(LocalService.SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "mb bucket | it must be oss://BUCKET",
                "mb oss://bucket/key | it must be oss://BUCKET",
                "cp a b | one of the two must be oss://BUCKET/KEY",
                "cp /none/x oss://b/ | cannot be read",
                "cp oss://b/ x | it must be oss://BUCKET/KEY",
                "cp oss://b/k | Missing required parameter: 'TARGET'",
                "rm oss://b | it must be oss://BUCKET/KEY",
                "rm -r oss://b/x | say so with --force",
                "cat oss://b | it must be oss://BUCKET/KEY",
                "presign oss://b/k --expires-duration 8d | --expires-duration must be 1s to 168h",
                "presign oss://b/k --expires-duration 200h | --expires-duration must be 1s to 168h",
                "presign oss://b/k --method BREW | expected one of"
            })
    void aWrongCommandIsTold(String command, String complaint) {
        Outcome outcome = run(command.split(" "));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(complaint);
    }

    @Test
    void aMissingObjectIsToldAndLeavesNoFile() {
        done("mb", "oss://empty");

        Outcome outcome = run("cp", "oss://empty/none", home.resolve("none").toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("NoSuchKey").contains("RequestId: ");
        assertThat(home.resolve("none")).doesNotExist();
        assertThat(home).isEmptyDirectory();
    }
}
