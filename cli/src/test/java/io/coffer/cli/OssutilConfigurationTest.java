package io.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OssutilConfigurationTest {
    private static OssutilConfiguration parse(String text) {
        return OssutilConfiguration.parse(text.lines().toList(), Optional.empty());
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
        assertThat(configuration.value("endpoint")).contains("oss-cn-hangzhou.aliyuncs.com");
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
        assertThat(configuration.value("endpoint")).contains("http://127.0.0.1:9000");
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
        assertThat(OssutilConfiguration.read(home.resolve("none"), false, Optional.empty())
                        .credentials())
                .isEmpty();
    }

    @Test
    void credentialsDoNotPrintTheirSecret() {
        assertThat(new Credentials("id", "hush", Optional.of("token")).toString())
                .contains("id")
                .doesNotContain("hush", "token");
    }

    @Test
    void aProfileBuildsUponAnother() {
        List<String> lines = """
                [default]
                access-key-id = one
                access-key-secret = s1
                region = cn-beijing
                [profile dev]
                source-profile = Default
                endpoint = http://127.0.0.1:1
                sign-version = v1
                [profile other]
                access-key-id = two
                access-key-secret = s2
                [profile loop]
                source-profile = loop
                """.lines().toList();

        OssutilConfiguration dev = OssutilConfiguration.parse(lines, Optional.of("dev"));
        assertThat(dev.credentials()).contains(new Credentials("one", "s1", Optional.empty()));
        assertThat(dev.value("region")).contains("cn-beijing");
        assertThat(dev.value("endpoint")).contains("http://127.0.0.1:1");
        assertThat(OssutilConfiguration.parse(lines, Optional.of("OTHER")).credentials())
                .contains(new Credentials("two", "s2", Optional.empty()));
        assertThatThrownBy(() -> OssutilConfiguration.parse(lines, Optional.of("loop")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("builds upon itself");
        assertThatThrownBy(() -> OssutilConfiguration.parse(lines, Optional.of("none")))
                .isInstanceOf(UsageException.class);
    }
}
