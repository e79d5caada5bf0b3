package io.coffer.server.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.metadata.Manifest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtentMergeTest {
    private static final int APPENDS = 60_000;

    /** One long line among fifteen short ones: no sixteen neighbours are of a size. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 1000, 100_000})
    void theListStaysShortWhateverTheSizes(int longest) {
        List<Manifest.Extent> lines = new ArrayList<>();
        for (int at = 0; at < APPENDS; at++) {
            lines.add(extent(at % 16 == 0 ? longest : 1));
            while (ExtentMerge.hasRun(lines)) {
                List<Manifest.Extent> run = ExtentMerge.run(lines);
                long length = run.stream().mapToLong(Manifest.Extent::length).sum();
                run.clear();
                lines.add(extent(length));
            }
        }
        assertThat(lines).hasSizeLessThan(2000);
    }

    private static Manifest.Extent extent(long length) {
        return new Manifest.Extent(1, 1, length, new byte[0]);
    }
}
