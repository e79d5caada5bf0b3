package io.coffer.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.model.AccountId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysConfigTest {
    private static final String REMOTE_SECTION =
            "remote: {endpoint: 'https://kms.example.com', access-key-id: id, access-key-secret: 'env:S'}";

    @TempDir
    private Path directory;

    private ServerConfig load(String yaml) throws IOException {
        Path file = directory.resolve("coffer.yaml");
        Files.writeString(file, yaml);
        return ConfigLoader.load(Optional.of(file), Map.of(), SettingNode.Section.empty("the flags"));
    }

    private static String keys(String... lines) {
        return "keys:\n  " + String.join("\n  ", lines) + "\n";
    }

    @Test
    void everyKeyOfARemoteKmsIsRead() throws IOException {
        KeysConfig keys = load(keys(
                        "provider: remote",
                        "service-key: s",
                        "default-key: d",
                        "customer-keys: [{id: c}, {id: e, account: '1000000000000001'}]",
                        "intermediate: on",
                        "calls: {at-once: 1, deadline-millis: 20, failures: 3, pause-millis: 4, cache-seconds: 0,"
                                + " cache-keys: 6}",
                        "remote: {endpoint: 'https://kms.example.com:8443', access-key-id: id,"
                                + " access-key-secret: 'env:S', style: rpc}"))
                .keys();

        assertThat(keys.provider()).isEqualTo(KeysConfig.Provider.REMOTE);
        assertThat(keys.serviceKey()).contains("s");
        assertThat(keys.defaultKey()).contains("d");
        assertThat(keys.customerKeys())
                .containsExactly(
                        new KeysConfig.CustomerKey("c", Optional.empty()),
                        new KeysConfig.CustomerKey("e", Optional.of(new AccountId("1000000000000001"))));
        assertThat(keys.intermediate()).isEqualTo(KeysConfig.Switch.ON);
        assertThat(keys.calls()).isEqualTo(new KeyCallsConfig(1, 20, 3, 4, 0, 6));
        assertThat(keys.remote())
                .contains(new RemoteKeysConfig(
                        URI.create("https://kms.example.com:8443"),
                        "id",
                        SecretReference.parse("env:S"),
                        RemoteKeysConfig.Style.RPC));
    }

    @Test
    void everyKeyOfATransitEngineIsRead() throws IOException {
        TransitConfig transit = load(keys(
                        "provider: transit",
                        "service-key: s",
                        "default-key: d",
                        "transit: {endpoint: 'https://vault.example.com/', mount: a/b, token: 'file:/run/token',"
                                + " namespace: team}"))
                .keys()
                .transit()
                .orElseThrow();

        assertThat(transit.engine()).isEqualTo(URI.create("https://vault.example.com/v1/a/b/"));
        assertThat(transit.token()).isEqualTo(new SecretReference.File(Path.of("/run/token")));
        assertThat(transit.namespace()).contains("team");
    }

    @Test
    void aRootKeyInATokenIsRead() throws IOException {
        RootKeyTokenConfig token = load("root-key-token: {library: /usr/lib/p11.so, slot: '77', pin: 'env:PIN'}\n")
                .rootKeyToken()
                .orElseThrow();

        assertThat(token.place().slot()).isEqualTo("77");
        assertThat(token.keyLabel()).isEqualTo("coffer-root-key");
        assertThatThrownBy(() -> load("root-key: k\nroot-key-token: {library: /usr/lib/p11.so, pin: 'env:PIN'}\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is one root key");
        assertThatThrownBy(() -> load("root-key-token: {library: /usr/lib/p11.so, slot: first, pin: 'env:PIN'}\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("neither a number nor index:N");
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        Map<List<String>, String> wrong = Map.of(
                List.of("provider: remote", "service-key: s", "default-key: d"), "remote is missing",
                List.of("provider: remote", "service-key: s", REMOTE_SECTION), "default-key must name",
                List.of("provider: local", REMOTE_SECTION), "the provider is another",
                List.of("service-key: s"), "local makes its own keys",
                List.of("intermediate: on"), "need none",
                List.of("calls: {at-once: 0}"), "at-once must be 1 to",
                List.of("calls: {cache-seconds: 301}"), "cache-seconds must be 0 to 300",
                List.of("provider: transit", "service-key: s", "default-key: d", REMOTE_SECTION),
                        "the provider is another");
        wrong.forEach((lines, message) -> assertThatThrownBy(() -> load(keys(lines.toArray(String[]::new))))
                .as("%s", lines)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message));
    }

    @ParameterizedTest
    @CsvSource({
        "kms.example.com",
        "ftp://kms.example.com",
        "https://user:secret@kms.example.com",
        "https://kms.example.com/path",
        "https://kms.example.com?a=b",
        "https://",
        "''"
    })
    void refusesAnEndpointThatIsNoServicesRoot(String endpoint) {
        assertThatThrownBy(() -> load(keys(
                        "provider: remote",
                        "service-key: s",
                        "default-key: d",
                        REMOTE_SECTION.replace("https://kms.example.com", endpoint))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("endpoint");
    }
}
