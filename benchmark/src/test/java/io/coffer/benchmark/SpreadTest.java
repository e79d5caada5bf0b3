package io.coffer.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMedianIsTheMiddleOne() {
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Spread(1, 4, 9));
    }

    @Test
    void ofAnEvenNumberItIsTheMeanOfTheMiddleTwo() {
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0, 2.0))).isEqualTo(new Spread(1, 3, 9));
    }

    @Test
    void aPercentileIsTheNearestRank() {
        long[] values = LongStream.rangeClosed(1, 200).map(n -> 201 - n).toArray();
        assertThat(Spread.percentile(values, 0.99)).isEqualTo(198);
        assertThat(Spread.percentile(values, 0.5)).isEqualTo(100);
        assertThat(Spread.percentile(new long[] {7}, 0.99)).isEqualTo(7);
    }

    @Test
    void nothingMeasuredHasNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.percentile(new long[0], 0.5));
    }
}
