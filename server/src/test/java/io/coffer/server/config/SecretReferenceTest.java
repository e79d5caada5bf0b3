package io.coffer.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReferenceTest {
    @Test
    void readsTheEnvironment() {
        SecretReference reference = SecretReference.parse("env:ROOT_SECRET");

        assertThat(reference).hasToString("env:ROOT_SECRET");
        assertThat(reference.resolve(Map.of("ROOT_SECRET", "hush")).reveal()).isEqualTo("hush");
        assertThatThrownBy(() -> reference.resolve(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("env:ROOT_SECRET");
    }

    @Test
    void readsAFileWithoutItsLastLineEnd(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("secret");
        Files.writeString(file, "two\nlines\r\n");
        SecretReference reference = SecretReference.parse("file:" + file);

        assertThat(reference.resolve(Map.of()).reveal()).isEqualTo("two\nlines");

        Files.writeString(file, "\n");
        assertThatThrownBy(() -> reference.resolve(Map.of())).isInstanceOf(ConfigurationException.class);
        Files.delete(file);
        assertThatThrownBy(() -> reference.resolve(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Xk9v-inline", "file:", "env:", "env:1A", "env:A B", "vault:x", "File:/x"})
    void refusesWhatIsNoReferenceWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> SecretReference.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a secret is given by reference only, as file:PATH or env:NAME");
    }

    @Test
    void aSecretDoesNotPrint() {
        Secret secret = new Secret("hush");

        assertThat(new RootCredentials("id", secret).toString()).doesNotContain("hush");
        assertThat(secret).isEqualTo(new Secret("hush")).isNotEqualTo(new Secret("loud"));
        assertThatThrownBy(() -> new Secret("")).isInstanceOf(IllegalArgumentException.class);
    }
}
