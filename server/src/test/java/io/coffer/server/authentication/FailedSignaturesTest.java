package io.coffer.server.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedSignaturesTest {
    private static final int LIMIT = 10;

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final FailedSignatures failures = new FailedSignatures(LIMIT, () -> now);

    private int passedOf(int attempts, String address, String key) {
        int passed = 0;
        for (int attempt = 0; attempt < attempts; attempt++) {
            passed += failures.isTooMany(address, key, false) ? 0 : 1;
        }
        return passed;
    }

    @Test
    void failuresOfAKeyFromAnAddressAreCountedByTheMinute() {
        assertThat(passedOf(30, "10.0.0.1", "LTAIa")).isEqualTo(LIMIT);
        assertThat(passedOf(1, "10.0.0.1", "LTAIb")).isEqualTo(1);
        assertThat(passedOf(1, "10.0.0.2", "LTAIa")).isEqualTo(1);
        now = now.plusSeconds(59);
        assertThat(passedOf(1, "10.0.0.1", "LTAIa")).isZero();
        now = now.plusSeconds(2);
        assertThat(passedOf(30, "10.0.0.1", "LTAIa")).isEqualTo(LIMIT);
    }

    @Test
    void anAddressThatTriesManyKeysIsCountedAsAWhole() {
        int passed = 0;
        for (int key = 0; key < 200; key++) {
            passed += passedOf(1, "10.0.0.1", "LTAI" + key);
        }
        assertThat(passed).isEqualTo(5 * LIMIT);
        assertThat(passedOf(1, "10.0.0.2", "LTAI0")).isEqualTo(1);
    }

    @Test
    void anUnknownKeyIsForgottenSoon() {
        for (int attempt = 0; attempt < LIMIT; attempt++) {
            assertThat(failures.isTooMany("10.0.0.1", "LTAIx", true)).isFalse();
            assertThat(failures.isKnownUnknown("10.0.0.1", "LTAIx")).isFalse();
        }
        assertThat(failures.isTooMany("10.0.0.1", "LTAIx", true)).isTrue();
        assertThat(failures.isKnownUnknown("10.0.0.1", "LTAIx")).isTrue();
        assertThat(failures.isKnownUnknown("10.0.0.2", "LTAIx"))
                .as("another source is not held up by it")
                .isFalse();
        now = now.plusSeconds(6);
        assertThat(failures.isKnownUnknown("10.0.0.1", "LTAIx")).isFalse();
    }

    @Test
    void noLimitIsNoLimit() {
        FailedSignatures unlimited = new FailedSignatures(0, () -> now);
        for (int attempt = 0; attempt < 10_000; attempt++) {
            assertThat(unlimited.isTooMany("10.0.0.1", "LTAIx", true)).isFalse();
        }
        assertThat(unlimited.isKnownUnknown("10.0.0.1", "LTAIx")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "2001:db8:1:2::5, 20010db800010002::/64",
        "2001:db8:1:2:ffff::9%eth0, 20010db800010002::/64",
        "::1, 0000000000000000::/64",
        "::ffff:10.0.0.1, 10.0.0.1",
        "not:an:address, not:an:address"
    })
    void aClientIsAnAddressOrANetwork(String address, String network) {
        assertThat(SourceNetwork.of(address)).isEqualTo(network);
    }
}
