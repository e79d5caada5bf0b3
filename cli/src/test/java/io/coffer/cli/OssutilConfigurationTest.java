package io.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OssutilConfigurationTest {
    private static OssutilConfiguration parse(String text) {
        return OssutilConfiguration.parse(text.lines().toList());
    }

    @Test
    void readsVersion1() {
        OssutilConfiguration configuration = parse("""
                [Credentials]
                language=EN
                endpoint=oss-cn-hangzhou.aliyuncs.com
                accessKeyID = LTAI1
                accessKeySecret=a=b==
                # stsToken=old
                stsToken=token
                [Bucket-Endpoint]
                accessKeyID=other
                """);

        assertThat(configuration.credentials()).contains(new Credentials("LTAI1", "a=b==", Optional.of("token")));
        assertThat(configuration.endpoint()).contains("oss-cn-hangzhou.aliyuncs.com");
    }

    @Test
    void readsVersion2() {
        OssutilConfiguration configuration = parse("""
                ; written by hand
                [ default ]
                access_key_id = LTAI2
                access-key-secret = "two words"
                sts_token = token
                endpoint = http://127.0.0.1:9000
                [profile dev]
                access_key_id = other
                """);

        assertThat(configuration.credentials()).contains(new Credentials("LTAI2", "two words", Optional.of("token")));
        assertThat(configuration.endpoint()).contains("http://127.0.0.1:9000");
    }

    @Test
    void theSectionOfVersion2ComesFirstWhenItIsComplete() {
        String version1 = "[Credentials]\naccessKeyID=one\naccessKeySecret=s\n";

        assertThat(parse(version1 + "[default]\naccess_key_id=two\naccess_key_secret=s\n")
                        .credentials())
                .contains(new Credentials("two", "s", Optional.empty()));
        assertThat(parse("[default]\naccess_key_id=two\n" + version1).credentials())
                .contains(new Credentials("one", "s", Optional.empty()));
        assertThat(parse("accessKeyID=none\naccessKeySecret=s\n").credentials()).isEmpty();
    }

    @Test
    void thereNeedNotBeAFile(@TempDir Path home) {
        assertThat(OssutilConfiguration.read(home).credentials()).isEmpty();
    }

    @Test
    void credentialsDoNotPrintTheirSecret() {
        assertThat(new Credentials("id", "hush", Optional.of("token")).toString())
                .contains("id")
                .doesNotContain("hush", "token");
    }
}
