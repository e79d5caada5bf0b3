package io.coffer.storage.ozone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SentAheadTest {
    private static final int BREAK = 40_000;

    private final byte[] body = random();
    private final List<Long> asked = new ArrayList<>();
    private int closed;

    private static byte[] random() {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    /** Fails once it has given so many bytes. */
    private InputStream breaking(int from, int most) {
        return new InputStream() {
            private final ByteArrayInputStream bytes = new ByteArrayInputStream(body, from, most);

            @Override
            public int read() throws IOException {
                throw new IOException("a byte at a time");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = length == 0 ? 0 : bytes.read(target, offset, Math.min(length, 7000));
                if (count < 0 && from + most < body.length) {
                    throw new IOException("broken off");
                }
                return count;
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    private InputStream rest(long read, int most) {
        asked.add(read);
        return breaking((int) read, Math.min(most, body.length - (int) read));
    }

    @Test
    void whatComesWholeIsNotAskedFor() throws IOException {
        try (InputStream stream = new SentAhead(breaking(0, body.length), read -> rest(read, body.length))) {
            assertThat(stream.readAllBytes()).isEqualTo(body);
        }
        assertThat(asked).isEmpty();
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void afterABreakTheRestIsAskedFor() throws IOException {
        try (InputStream stream = new SentAhead(breaking(0, BREAK), read -> rest(read, body.length))) {
            assertThat(stream.readAllBytes()).isEqualTo(body);
        }
        assertThat(asked).containsExactly((long) BREAK);
        assertThat(closed).isEqualTo(2);
    }

    @Test
    void aSecondBreakIsAnError() throws IOException {
        try (InputStream stream = new SentAhead(breaking(0, BREAK), read -> rest(read, 1000))) {
            assertThat(stream.readNBytes(BREAK + 1000)).isEqualTo(Arrays.copyOf(body, BREAK + 1000));
            assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
        }
        assertThat(asked).containsExactly((long) BREAK);
    }
}
