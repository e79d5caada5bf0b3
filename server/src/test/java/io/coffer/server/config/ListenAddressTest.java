package io.coffer.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:9000, 127.0.0.1, 9000, true",
        "127.9.9.9:1, 127.9.9.9, 1, true",
        "localhost:0, localhost, 0, true",
        "LOCALHOST:0, LOCALHOST, 0, true",
        "[::1]:65535, ::1, 65535, true",
        "[::ffff:127.0.0.1]:80, ::ffff:127.0.0.1, 80, true",
        "0.0.0.0:9000, 0.0.0.0, 9000, false",
        "[::]:9000, ::, 9000, false",
        "192.168.1.7:9000, 192.168.1.7, 9000, false",
        "[2001:db8::1]:9000, 2001:db8::1, 9000, false",
        "127.0.0.1.example.com:80, 127.0.0.1.example.com, 80, false",
        "localhost.example.com:80, localhost.example.com, 80, false"
    })
    void readsWritesAndJudges(String text, String host, int port, boolean loopback) {
        ListenAddress address = ListenAddress.parse(text);

        assertThat(address).isEqualTo(new ListenAddress(host, port));
        assertThat(address).hasToString(text);
        assertThat(address.isLoopback()).isEqualTo(loopback);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "9000",
                ":9000",
                "host",
                "host:",
                "host:port",
                "host:-1",
                "host:65536",
                "::1:9000",
                "::1",
                "[::1]",
                "[::1]9000",
                "[]:9000",
                "[host]:9000",
                "[::1:9000",
                "::1]:9000",
                "[[::1]]:9000",
                "[::g]:1",
                "host:99999999999",
                "[127.0.0.1]:80"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesThePortThatTheSystemChose() {
        assertThat(ListenAddress.parse("[::1]:0").withPort(4711)).hasToString("[::1]:4711");
        assertThat(ListenAddress.parse("127.0.0.1:9000").socketAddress().getPort())
                .isEqualTo(9000);
    }
}
