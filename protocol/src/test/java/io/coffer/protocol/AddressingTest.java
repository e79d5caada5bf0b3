package io.coffer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressingTest {
    private static final Addressing ADDRESSING = new Addressing(
            List.of("Store.example.com"),
            host -> host.equals("files.example.org") ? Optional.of("mapped") : Optional.empty());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            oss.aliyuncs.com                         | /           | SERVICE                 | oss.aliyuncs.com
            oss-cn-hangzhou.aliyuncs.com             | /b          | PATH b                  | oss-cn-hangzhou.aliyuncs.com
            oss-cn-hangzhou-internal.aliyuncs.com    | /b/         | PATH b                  | oss-cn-hangzhou-internal.aliyuncs.com
            b.oss.aliyuncs.com                       | /           | VIRTUAL_HOST b          | oss.aliyuncs.com
            b.oss-cn-hangzhou.aliyuncs.com:8080      | /k          | VIRTUAL_HOST b k        | oss-cn-hangzhou.aliyuncs.com:8080
            b.oss-cn-hangzhou-internal.aliyuncs.com  | /k          | VIRTUAL_HOST b k        | oss-cn-hangzhou-internal.aliyuncs.com
            B.OSS-cn-hangzhou.AliYunCS.com.          | /k          | VIRTUAL_HOST b k        | oss-cn-hangzhou.aliyuncs.com
            oss-b.oss-cn-hangzhou.aliyuncs.com       | /k          | VIRTUAL_HOST oss-b k    | oss-cn-hangzhou.aliyuncs.com
            localhost:9000                           | /           | SERVICE                 | localhost:9000
            localhost:9000                           | /b/k        | PATH b k                | localhost:9000
            b.localhost:9000                         | /k/l        | VIRTUAL_HOST b k/l      | localhost:9000
            127.0.0.1:9000                           | /           | SERVICE                 | 127.0.0.1:9000
            127.0.0.1                                | /b/k        | PATH b k                | 127.0.0.1
            b.127.0.0.1:9000                         | /k          | VIRTUAL_HOST b k        | 127.0.0.1:9000
            [::1]:9000                               | /b/k        | PATH b k                | [::1]:9000
            [2001:DB8::1]                            | /           | SERVICE                 | [2001:DB8::1]
            store.example.com                        | /b/k        | PATH b k                | store.example.com
            b.store.example.com:9000                 | /k          | VIRTUAL_HOST b k        | store.example.com:9000
            some.other.host:1                        | /b/k        | PATH b k                | some.other.host:1
            999.0.0.1                                | /b          | PATH b                  | 999.0.0.1
            b.oss.evil.com                           | /c          | PATH c                  | b.oss.evil.com
            b.xoss.aliyuncs.com                      | /c          | PATH c                  | b.xoss.aliyuncs.com
            files.example.org:9000                   | /b/k        | VIRTUAL_HOST mapped b/k | files.example.org:9000
            undefined.oss-cn-hangzhou.aliyuncs.com   | /           | SERVICE                 | oss-cn-hangzhou.aliyuncs.com
            undefined.oss-cn-hangzhou.aliyuncs.com   | /b/k        | PATH b k                | oss-cn-hangzhou.aliyuncs.com
            """)
    void findsBucketAndKey(String host, String path, String target, String serviceHost) {
        Addressed addressed = ADDRESSING.resolve(Optional.of(host), path);
        assertThat(text(addressed.target())).isEqualTo(target);
        assertThat(addressed.otherReading()).isEmpty();
        assertThat(addressed.host()).isEqualTo(host);
        assertThat(addressed.serviceHost()).isEqualTo(serviceHost);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            b.oss-cn-hangzhou.aliyuncs.com | /b/k  | PATH b k | VIRTUAL_HOST b b/k
            b.oss-cn-hangzhou.aliyuncs.com | /b    | PATH b   | VIRTUAL_HOST b b
            b.oss-cn-hangzhou.aliyuncs.com | /b/   | PATH b   | VIRTUAL_HOST b b/
            b.127.0.0.1:9000               | /b/k  | PATH b k | VIRTUAL_HOST b b/k
            B.localhost                    | /b%2Fk | PATH b k | VIRTUAL_HOST b b/k
            """)
    void givesBothReadingsWhenHostAndPathNameTheBucket(String host, String path, String first, String second) {
        Addressed addressed = ADDRESSING.resolve(Optional.of(host), path);
        assertThat(text(addressed.target())).isEqualTo(first);
        assertThat(addressed.otherReading().map(AddressingTest::text)).contains(second);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /a/b           | a/b
            /a%2Fb         | a/b
            /a//b/         | a//b/
            /a/./b/../c    | a/./b/../c
            /%2e%2e/c      | ../c
            //a            | /a
            /%2Fa          | /a
            /a+b           | a+b
            /a%2Bb%20c     | a+b c
            /%E4%B8%AD     | 中
            /a%252Fb       | a%2Fb
            /%3Fa          | ?a
            /dir/          | dir/
            """)
    void keepsTheKeyAsItIs(String path, String key) {
        assertThat(ADDRESSING.resolve(Optional.of("b.localhost"), path).target().key())
                .contains(key);
        assertThat(ADDRESSING.resolve(Optional.of("localhost"), "/b" + path).target())
                .isEqualTo(new Target(Optional.of("b"), Optional.of(key), Target.AddressStyle.PATH));
        assertThat(ADDRESSING
                        .resolve(Optional.of("localhost"), "/b%2F" + path.substring(1))
                        .target()
                        .key())
                .contains(key);
    }

    @Test
    void leavesAHostLabelWithDotsToTheCheckOfTheName() {
        assertThat(ADDRESSING
                        .resolve(Optional.of("a.b.oss.aliyuncs.com"), "/k")
                        .target()
                        .bucket())
                .contains("a.b");
    }

    @Test
    void readsAnEmptyFirstSegmentAsAnEmptyBucketName() {
        assertThat(ADDRESSING.resolve(Optional.of("localhost"), "//k").target().bucket())
                .contains("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none             | /
            ''               | /
            a b              | /
            a/b              | /
            localhost:x      | /
            localhost:123456 | /
            ::1              | /
            [::1             | /
            [x]              | /
            user@localhost   | /
            localhost        | ''
            localhost        | b/k
            localhost        | *
            localhost        | /b/%zz
            localhost        | /b/%FF
            """)
    void refusesWhatItCannotRead(String host, String path) {
        OssException refusal =
                catchThrowableOfType(OssException.class, () -> ADDRESSING.resolve(Optional.ofNullable(host), path));
        assertThat(refusal.error()).isEqualTo(OssError.BAD_REQUEST);
    }

    @Test
    void refusesAHostLongerThanAnyDomain() {
        assertThat(ADDRESSING
                        .resolve(Optional.of("a.".repeat(127) + "a:65535"), "/")
                        .target())
                .isEqualTo(Target.SERVICE);
        OssException refusal = catchThrowableOfType(
                OssException.class, () -> ADDRESSING.resolve(Optional.of("a.".repeat(128) + "localhost"), "/"));
        assertThat(refusal.error()).isEqualTo(OssError.BAD_REQUEST);
    }

    private static String text(Target target) {
        return target.style()
                + target.bucket().map(bucket -> " " + bucket).orElse("")
                + target.key().map(key -> " " + key).orElse("");
    }
}
