package io.coffer.server.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ClientPaceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void aSlowClientIsCutOffAfterTheGrace() throws IOException {
        ClientPace pace = new ClientPace(100);
        for (int second = 0; second < 30; second++) {
            pace.waited(SECOND, 1);
        }
        assertThatThrownBy(() -> pace.waited(SECOND, 1))
                .isInstanceOf(IOException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void aPauseWithinThePaceIsForgiven() throws IOException {
        ClientPace pace = new ClientPace(100);
        pace.waited(SECOND, 10_000);
        pace.waited(50 * SECOND, 0);
        assertThatThrownBy(() -> pace.waited(50 * SECOND, 0)).isInstanceOf(IOException.class);
    }

    @Test
    void withoutABoundAnyPaceWillDo() {
        assertThatCode(() -> new ClientPace(ClientPace.ANY).waited(10_000 * SECOND, 0))
                .doesNotThrowAnyException();
    }
}
