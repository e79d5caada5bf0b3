package io.coffer.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PeerOptionsTest {
    @Test
    void aRunIsBoundedUnlessSaidOtherwise() {
        assertThat(PeerOptions.parse(new String[0]).time()).isEqualTo(Duration.ofMinutes(60));
        assertThat(PeerOptions.parse(new String[] {"--short"}).time()).isEqualTo(Duration.ofMinutes(2));
        assertThat(PeerOptions.parse(new String[0], 20, PeerOptions.OF_OZONE).time())
                .isEqualTo(Duration.ofMinutes(20));
        PeerOptions told = PeerOptions.parse(new String[] {"--minutes", "7", "--short"});
        assertThat(told.time()).isEqualTo(Duration.ofMinutes(7));
        assertThat(told.rounds()).isEqualTo(1);
    }

    @Test
    void partsAreAllOrThoseNamed() {
        assertThat(PeerOptions.parse(new String[0]).parts()).isEqualTo(PeerOptions.OF_STORES);
        assertThat(PeerOptions.parse(new String[] {"listing", "upload"}).parts())
                .containsExactlyInAnyOrder(PeerOptions.Part.LISTING, PeerOptions.Part.UPLOAD);
        assertThat(PeerOptions.parse(new String[] {"gateways"}, 20, PeerOptions.OF_OZONE)
                        .parts())
                .containsExactly(PeerOptions.Part.GATEWAYS);
    }

    @Test
    void whatIsNotUnderstoodIsRefused() {
        for (String[] wrong :
                new String[][] {{"--fast"}, {"--minutes"}, {"--minutes", "0"}, {"gateways"}, {"REQUESTS"}}) {
            assertThatThrownBy(() -> PeerOptions.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
