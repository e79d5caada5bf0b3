package io.coffer.server.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Retention;
import io.coffer.model.RetentionMode;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the retention of a version may change. */
class ObjectGuardTest {
    private static final Instant NOW = Instant.ofEpochSecond(1000);

    /** A text such as {@code C 2000}: the mode's first letter, and until when; {@code -} for none. */
    private static Optional<Retention> retention(String text) {
        if (text.equals("-")) {
            return Optional.empty();
        }
        RetentionMode mode = text.startsWith("C") ? RetentionMode.COMPLIANCE : RetentionMode.GOVERNANCE;
        return Optional.of(new Retention(mode, Instant.ofEpochSecond(Long.parseLong(text.substring(2)))));
    }

    private static boolean isAllowed(String present, String wanted, boolean bypassGovernance) {
        try {
            ObjectGuard.requireNotWeakened(retention(present), retention(wanted), bypassGovernance, NOW);
            return true;
        } catch (OssException refusal) {
            assertThat(refusal.error()).isEqualTo(OssError.RETENTION_WEAKENED);
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-, C 2000, true, true",
        "-, -, true, true",
        "C 2000, C 2000, true, true",
        "C 2000, C 2001, true, true",
        "C 2000, C 1999, false, false",
        "C 2000, G 2001, false, false",
        "C 2000, -, false, false",
        "C 1000, -, true, true",
        "G 2000, G 2001, true, true",
        "G 2000, C 2000, true, true",
        "G 2000, C 1999, false, true",
        "G 2000, G 1999, false, true",
        "G 2000, -, false, true",
        "G 1000, -, true, true"
    })
    void aRetentionIsNotWeakened(String present, String wanted, boolean plainly, boolean bypassing) {
        assertThat(isAllowed(present, wanted, false)).isEqualTo(plainly);
        assertThat(isAllowed(present, wanted, true)).isEqualTo(bypassing);
    }
}
