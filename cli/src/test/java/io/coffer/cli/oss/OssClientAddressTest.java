package io.coffer.cli.oss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.cli.Credentials;
import io.coffer.cli.TlsTrust;
import io.coffer.cli.UsageException;
import io.coffer.model.Region;
import io.coffer.protocol.Method;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OssClientAddressTest {
    private static OssClient client(String endpoint, AddressingStyle style) {
        return new OssClient(new OssConnection(
                URI.create(endpoint),
                new Region("cn-hangzhou"),
                style,
                SignVersion.v4,
                TlsTrust.ofPlatform(),
                new Credentials("id", "secret", Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({
        "https://oss-cn-hangzhou.aliyuncs.com, virtual, https://b.oss-cn-hangzhou.aliyuncs.com/a/%C3%BC%20%3F",
        "http://localhost:9000, path, http://localhost:9000/b/a/%C3%BC%20%3F",
        "http://[::1]:9000, path, http://[::1]:9000/b/a/%C3%BC%20%3F",
        "https://cdn.example.com, cname, https://cdn.example.com/a/%C3%BC%20%3F"
    })
    void theBucketStandsWhereTheStyleSays(String endpoint, AddressingStyle style, String address) {
        assertThat(client(endpoint, style).address(OssCall.object(Method.GET, "b", "a/ü ?")))
                .isEqualTo(address);
    }

    @Test
    void aHostIsOnlyNamedAfterWhatCanBeOne() {
        assertThatThrownBy(() -> client("https://oss.example.com", AddressingStyle.virtual)
                        .address(OssCall.bucket(Method.GET, "evil.example/")))
                .isInstanceOf(UsageException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://oss-cn-beijing.aliyuncs.com, virtual",
        "https://OSS-cn-beijing.aliyuncs.com, virtual",
        "http://127.0.0.1:9000, path",
        "http://localhost:9000, path",
        "http://store.example.com, path"
    })
    void anEndpointHasItsStyle(URI endpoint, AddressingStyle style) {
        assertThat(AddressingStyle.of(endpoint)).isEqualTo(style);
    }
}
