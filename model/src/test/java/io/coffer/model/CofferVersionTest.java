package io.coffer.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CofferVersionTest {
    @Test
    void theBuildWroteIt() {
        assertThat(CofferVersion.current()).matches("\\d+\\.\\d+\\.\\d+(-[A-Z0-9.]+)?");
    }
}
