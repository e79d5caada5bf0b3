package io.coffer.model.setting;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.Retention;
import io.coffer.model.RetentionMode;
import io.coffer.model.setting.ObjectWormConfiguration.DefaultRetention;
import io.coffer.model.setting.ObjectWormConfiguration.Unit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BucketWormTest {
    private static final Instant CREATED = Instant.parse("2026-02-28T12:00:00Z");
    private static final BucketWorm IN_PROGRESS = new BucketWorm("id", CREATED, 3, false);

    @Test
    void aPolicyInProgressLapsesAfterADay() {
        Instant lapses = CREATED.plus(Duration.ofDays(1));
        assertThat(IN_PROGRESS.existsAt(lapses.minusSeconds(1))).isTrue();
        assertThat(IN_PROGRESS.existsAt(lapses)).isFalse();
        assertThat(IN_PROGRESS.keepsAt(lapses, lapses)).isFalse();
        assertThat(IN_PROGRESS.lock().existsAt(lapses.plus(Duration.ofDays(10_000))))
                .isTrue();
    }

    @Test
    void anObjectIsKeptUntilItIsOldEnough() {
        Instant modified = CREATED.minus(Duration.ofDays(2));
        Instant free = modified.plus(Duration.ofDays(3));
        BucketWorm locked = IN_PROGRESS.lock();
        assertThat(locked.keepsAt(free.minusSeconds(1), modified)).isTrue();
        assertThat(locked.keepsAt(free, modified)).isFalse();
        assertThat(locked.withRetentionDays(4).keepsAt(free, modified)).isTrue();
    }

    @Test
    void aDefaultPeriodEndsOnTheSecond() {
        Instant made = Instant.parse("2024-02-29T23:59:58.7Z");
        assertThat(new DefaultRetention(RetentionMode.COMPLIANCE, 1, Unit.DAYS).from(made))
                .isEqualTo(new Retention(RetentionMode.COMPLIANCE, Instant.parse("2024-03-01T23:59:58Z")));
        assertThat(new DefaultRetention(RetentionMode.GOVERNANCE, 1, Unit.YEARS).from(made))
                .isEqualTo(new Retention(RetentionMode.GOVERNANCE, Instant.parse("2025-02-28T23:59:58Z")));
    }
}
