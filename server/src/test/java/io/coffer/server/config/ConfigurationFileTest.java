package io.coffer.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.model.AccountId;
import io.coffer.model.Contract;
import io.coffer.model.DataCipher;
import io.coffer.model.EncryptionRule;
import io.coffer.model.Region;
import io.coffer.model.SseAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigurationFileTest {
    @TempDir
    private Path directory;

    private ServerConfig load(String yaml, Map<String, String> environment) {
        Path file = directory.resolve("coffer.yaml");
        try {
            Files.writeString(file, yaml);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return ConfigLoader.load(Optional.of(file), environment, SettingNode.Section.empty("the flags"));
    }

    private ServerConfig load(String yaml) {
        return load(yaml, Map.of());
    }

    @Test
    void anEmptyFileGivesTheBuiltInValues() {
        for (String yaml : List.of("", "# nothing\n", "limits:\n  # all as built in\n")) {
            ServerConfig config = load(yaml);

            assertThat(config.data()).isEqualTo(Path.of("coffer-data"));
            assertThat(config.rootKeyFile())
                    .isEqualTo(Path.of("coffer-data.root-key").toAbsolutePath());
            assertThat(config.listen()).hasToString("127.0.0.1:9000");
            assertThat(config.adminListen()).hasToString("127.0.0.1:9001");
            assertThat(config.contract()).isEqualTo(Contract.DOCUMENTED);
            assertThat(config.region()).isEqualTo(new Region("cn-hangzhou"));
            assertThat(config.storage()).isEqualTo(new StorageConfig("embedded", Map.of()));
            assertThat(config.keys().store()).isEqualTo(KeysConfig.Store.LOCAL);
            assertThat(config.encryption().rule()).isEmpty();
            assertThat(config.tls()).isEmpty();
            assertThat(config.domains()).isEmpty();
            assertThat(config.accounts()).isEmpty();
            assertThat(config.acceptedRisks()).isEmpty();
            assertThat(config.rootCredentials()).isEmpty();
            assertThat(config.limits().drainSeconds()).isEqualTo(20);
        }
    }

    @Test
    void everyKeyIsRead() {
        ServerConfig config = load("""
                data: /var/lib/coffer/
                listen: "[::1]:0"
                admin-listen: 127.0.0.1:1
                domains: [oss.example.com, store.internal]
                root-key: /etc/coffer/root.key
                tls: {certificate: a.pem, key: b.pem}
                contract: live
                region: ap-southeast-1
                storage:
                  engine: memory
                  options: {segment-bytes: 1048576, sync: yes}
                keys: {store: memory}
                encryption: {default: SM4}
                accounts:
                  - id: 0123456789012345
                    name: second
                    root-access-key: {id: LTAI2, secret: env:SECOND_SECRET}
                  - name: third
                    root-access-key: {id: LTAI3, secret: file:/run/secrets/third}
                accepted-risks: [plain-http, memory-keys]
                limits: {connections: 10, header-bytes: 8192, idle-seconds: 5, request-body-seconds: 6,
                  drain-seconds: 0, failed-signatures-per-minute: 7}
                """);

        assertThat(config.rootKeyFile()).isEqualTo(Path.of("/etc/coffer/root.key"));
        assertThat(config.listen()).isEqualTo(new ListenAddress("::1", 0));
        assertThat(config.adminListen().port()).isEqualTo(1);
        assertThat(config.domains()).containsExactly("oss.example.com", "store.internal");
        assertThat(config.tls()).contains(new TlsConfig(Path.of("a.pem"), Path.of("b.pem")));
        assertThat(config.contract()).isEqualTo(Contract.LIVE);
        assertThat(config.region().id()).isEqualTo("ap-southeast-1");
        assertThat(config.storage())
                .isEqualTo(new StorageConfig("memory", Map.of("segment-bytes", "1048576", "sync", "yes")));
        assertThat(config.storage().isPersistent()).isFalse();
        assertThat(config.keys().store()).isEqualTo(KeysConfig.Store.MEMORY);
        assertThat(config.encryption().rule())
                .contains(new EncryptionRule(SseAlgorithm.SM4, Optional.empty(), DataCipher.SM4));
        assertThat(config.accounts())
                .containsExactly(
                        new AccountConfig(
                                Optional.of(new AccountId("0123456789012345")),
                                "second",
                                new AccountConfig.RootAccessKey(
                                        "LTAI2", new SecretReference.Environment("SECOND_SECRET"))),
                        new AccountConfig(
                                Optional.empty(),
                                "third",
                                new AccountConfig.RootAccessKey(
                                        "LTAI3", new SecretReference.File(Path.of("/run/secrets/third")))));
        assertThat(config.acceptedRisks()).containsExactly(Risk.PLAIN_HTTP, Risk.MEMORY_KEYS);
        assertThat(config.limits()).isEqualTo(new LimitsConfig(10, 8192, 5, 6, 1024, 512, 1024, 10, 0, 7));
    }

    @ParameterizedTest
    @EnumSource(EncryptionConfig.ServerDefault.class)
    void everyServerDefaultHasItsRule(EncryptionConfig.ServerDefault method) {
        EncryptionConfig encryption =
                load("encryption: {default: " + method.text() + "}").encryption();

        assertThat(encryption.serverDefault()).isEqualTo(method);
        assertThat(encryption.rule().map(rule -> rule.algorithm().name()).orElse("none"))
                .isEqualTo(method.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "lissten: a:1 | line 1: there is no key lissten; the nearest is listen",
                "limits: {idle-second: 3} | there is no key limits.idle-second; the nearest is limits.idle-seconds",
                "listen: 9000 | line 1: listen: '9000' is not HOST:PORT",
                "listen: | line 1: listen has no value",
                "domains: | domains has no value",
                "listen: [a:1] | listen must be one value",
                "listen: {host: a} | listen must be one value",
                "domains: a.b | domains must be a list",
                "domains: [a.b, a.b] | domains names the same thing twice",
                "domains: ['*.example.com'] | is not a domain name",
                "limits: 3 | limits must hold keys of its own",
                "limits: {idle-seconds: soon} | limits.idle-seconds: 'soon' is not a whole number",
                "limits: {header-bytes: 0x10} | limits.header-bytes: '0x10' is not a whole number",
                "limits: {connections: 0} | line 1: limits: connections must be 1 to 1000000, not 0",
                "tls: {certificate: a} | line 1: tls.key is missing",
                "contract: real | contract: 'real' is not one of documented, live",
                "encryption: {default: yes} | 'yes' is not one of none, AES256, SM4, KMS",
                "encryption: {default: } | encryption.default has no value",
                "accepted-risks: [plain] | 'plain' is not one of plain-http, plain-key-service, memory-keys",
                "region: Hangzhou | region: not a region id: Hangzhou",
                "storage: {engine: ../x} | is not the name of a storage engine",
                "data: / | the root of the file system cannot be the data directory",
                "root-key: coffer-data/key | the root key cannot lie in the data directory",
                "admin-listen: 127.0.0.1:9000 | is the address of listen",
                "accounts: [{id: 12, name: x}] | accounts.root-access-key",
                "root-credentials: x | there is no key root-credentials",
                "[a, b] | a configuration consists of keys and their values",
                "plain | a configuration consists of keys and their values",
                "listen: &x a:1 # {admin-listen: *x | admin-listen",
                "data: 'open | line 1: ",
            })
    void whatIsWrongIsNamedWithItsPlace(String yaml, String message) {
        String written = yaml.replace(" # {admin-listen: ", "\nadmin-listen: ");
        assertThatThrownBy(() -> load(written))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("coffer.yaml")
                .hasMessageContaining(message.equals("admin-listen") ? "aliases" : message);
    }

    @Test
    void aKeyOrDocumentGivenTwiceIsRefused() {
        assertThatThrownBy(() -> load("data: a\ndata: b\n")).hasMessageContaining("line 2: data is given twice");
        assertThatThrownBy(() -> load("data: a\n---\ndata: b\n")).hasMessageContaining("second document");
    }

    @Test
    void accountsAreDistinct() {
        String account = "  - {id: 1, name: %s, root-access-key: {id: %s, secret: env:S}}\n";

        assertThatThrownBy(() -> load("accounts:\n" + account.formatted("a", "x") + account.formatted("b", "y")))
                .hasMessageContaining("two accounts have the id 1");
        assertThatThrownBy(() -> load("accounts:\n" + account.formatted("a", "x")
                        + account.formatted("b", "x").replace("1", "2")))
                .hasMessageContaining("two accounts have the root-access-key.id x");
    }

    @Test
    void anInlineSecretIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> load("accounts: [{name: a, root-access-key: {id: x, secret: Xk9vQ7}}]"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("accounts.root-access-key.secret: a secret is given by reference only")
                .hasMessageNotContaining("Xk9vQ7");
    }

    @Test
    void theEnvironmentCountsOverTheFile() {
        ServerConfig config = load(
                "limits: {idle-seconds: 5, connections: 7}\ndomains: [a.example]\n",
                Map.of(
                        "COFFER_LIMITS_IDLE_SECONDS", "9",
                        "COFFER_DOMAINS", "b.example, c.example",
                        "COFFER_ENCRYPTION_DEFAULT", "KMS",
                        "COFFER_TLS_CERTIFICATE", "a.pem",
                        "COFFER_TLS_KEY", "b.pem",
                        "COFFER_HEAP", "2g",
                        "COFFER_PORT_9000_TCP", "tcp://10.0.0.1:9000",
                        "PATH", "/bin"));

        assertThat(config.limits().idleSeconds()).isEqualTo(9);
        assertThat(config.limits().connections()).isEqualTo(7);
        assertThat(config.domains()).containsExactly("b.example", "c.example");
        assertThat(config.encryption().rule()).map(EncryptionRule::algorithm).contains(SseAlgorithm.KMS);
        assertThat(config.tls()).isPresent();
    }

    @Test
    void aMisspelledVariableIsAnError() {
        assertThatThrownBy(() -> load("", Map.of("COFFER_ENCRYPTION_DEFUALT", "KMS")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("COFFER_ENCRYPTION_DEFUALT; the nearest is COFFER_ENCRYPTION_DEFAULT");
        assertThatThrownBy(() -> load("", Map.of("COFFER_LIMITS_CONNECTIONS", "many")))
                .hasMessageContaining("COFFER_LIMITS_CONNECTIONS: limits.connections: 'many' is not a whole number");
    }
}
