package io.coffer.storage.ozone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangeStreamTest {
    private static final int LENGTH = 3 * RangeStream.AHEAD + 5;
    private static final int SEGMENT = 64 * 1024 + 16;

    private final byte[] body = random();
    private int calls;
    private boolean closed;

    private static byte[] random() {
        byte[] bytes = new byte[LENGTH];
        new Random(LENGTH).nextBytes(bytes);
        return bytes;
    }

    /** Counts the reads, each of which Ozone's client makes a call to a datanode. */
    private InputStream content(int length) {
        return new ByteArrayInputStream(body, 0, length) {
            @Override
            public synchronized int read(byte[] target, int offset, int count) {
                calls++;
                return super.read(target, offset, count);
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    @Test
    void manyShortReadsAreFewCalls() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream range = new RangeStream(content(LENGTH), LENGTH, () -> {})) {
            assertThat(range.read()).isEqualTo(body[0] & 0xff);
            read.write(body, 0, 1);
            byte[] segment = new byte[SEGMENT];
            int count;
            while ((count = range.readNBytes(segment, 0, SEGMENT)) > 0) {
                read.write(segment, 0, count);
            }
            assertThat(range.read()).isEqualTo(-1);
        }
        assertThat(read.toByteArray()).isEqualTo(body);
        assertThat(calls).isEqualTo(4);
        assertThat(closed).isTrue();
    }

    @Test
    void aTransferIsFewCallsToo() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream range = new RangeStream(content(LENGTH), LENGTH, () -> {})) {
            assertThat(range.transferTo(read)).isEqualTo(LENGTH);
        }
        assertThat(read.toByteArray()).isEqualTo(body);
        assertThat(calls).isEqualTo(4);
    }

    @Test
    void nothingBehindTheRangeIsRead() throws IOException {
        try (InputStream content = content(LENGTH);
                InputStream range = new RangeStream(content, 100, () -> {})) {
            assertThat(range.readAllBytes()).hasSize(100);
            assertThat(content.available()).isEqualTo(LENGTH - 100);
        }
    }

    @Test
    void anEarlyEndIsDamage() {
        try (InputStream range = new RangeStream(content(LENGTH - 1), LENGTH, () -> {})) {
            assertThatThrownBy(range::readAllBytes)
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.CORRUPT));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void whatIsKeptIsNotReadEitherOnceTheReaderIsClosed() {
        boolean[] over = new boolean[1];
        InputStream range = new RangeStream(content(LENGTH), LENGTH, () -> {
            if (over[0]) {
                throw new IllegalStateException("closed");
            }
        });
        try (range) {
            assertThat(range.read()).isNotNegative();
            over[0] = true;
            assertThatThrownBy(range::read).isInstanceOf(IllegalStateException.class);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
