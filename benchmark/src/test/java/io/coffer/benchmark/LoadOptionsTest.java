package io.coffer.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadOptionsTest {
    @Test
    void withoutArgumentsAllPartsAreRun() {
        LoadOptions options = LoadOptions.parse(new String[0]);

        assertThat(options.sections()).containsExactlyInAnyOrder(LoadOptions.Section.values());
        assertThat(options.rounds()).isEqualTo(7);
        assertThat(options.scale()).isEqualTo(LoadOptions.Scale.FULL);
    }

    @Test
    void argumentsCount() {
        LoadOptions options = LoadOptions.parse(
                new String[] {"--launcher", "/x/coffer", "--rounds", "3", "--seconds", "5", "memory"});

        assertThat(options.launcher()).hasToString("/x/coffer");
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.loadTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.sections()).containsExactly(LoadOptions.Section.MEMORY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rounds", "--rounds 0", "--rounds many", "START", "--fast"})
    void whatIsNotUnderstoodIsRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> LoadOptions.parse(line.split(" ")));
    }
}
