package io.coffer.server.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.model.OssException;
import io.coffer.model.select.SelectInput;
import io.coffer.model.select.SelectInput.Header;
import io.coffer.model.select.SelectOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The frames of an answer and when they are sent. */
class SelectFramesTest {
    private static final int DATA = 8388609;
    private static final int CONTINUOUS = 8388612;
    private static final int END = 8388613;

    private static final SelectInput CSV = Selecting.csv(Header.NONE);
    private static final SelectInput LINES = new SelectInput.Json(false, true, false);

    @Test
    void everyByteOfAShortAnswer() {
        byte[] answer = Selecting.from(CSV).bytes("select _1 from ossobject", "a,b\n".getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(answer, 0, 8)).isEqualTo("018000010000000a");
        assertThat(HexFormat.of().formatHex(answer, 12, 22)).isEqualTo("0000000000000004610a");
        assertThat(HexFormat.of().formatHex(answer, 26, 34)).isEqualTo("0180000500000014");
        assertThat(HexFormat.of().formatHex(answer, 38, 58))
                .isEqualTo("0000000000000004" + "0000000000000004" + "000000ce");
        assertThat(answer).hasSize(62);
        AnswerFrames frames = AnswerFrames.of(answer);
        assertThat(frames.types()).containsExactly(DATA, END);
        assertThat(frames.offset()).isEqualTo(4);
        assertThat(frames.message()).isEmpty();
    }

    @Test
    void rawResultsHaveNoFrames() {
        Selecting raw = Selecting.from(CSV);
        raw.output = new SelectOutput("\n", ',', '"', false, true, false);
        assertThat(raw.bytes("select _1 from ossobject", "a,b\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("a\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aLateFailureIsSaidInTheEnd() {
        String good = "x".repeat(99) + "\n";
        AnswerFrames frames = Selecting.from(CSV).frames("select * from ossobject", good.repeat(5000) + "\"a\"b\n");
        assertThat(frames.status()).isEqualTo(400);
        assertThat(frames.message()).isEqualTo("InvalidCsvLine.Line 5000 is not valid CSV or is too long.");
        assertThat(frames.text()).isEqualTo(good.repeat(5000));
        assertThat(frames.types()).startsWith(DATA, DATA).endsWith(END);
    }

    @Test
    void aLateFailureWithoutFramesBreaksTheAnswer() {
        Selecting raw = Selecting.from(CSV);
        raw.output = new SelectOutput("\n", ',', '"', false, true, false);
        byte[] object = ("x".repeat(99) + "\n").repeat(5000).concat("\"a\"b\n").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> raw.bytes("select * from ossobject", object)).isInstanceOf(OssException.class);
    }

    @Test
    void silenceIsBroken() {
        AtomicLong seconds = new AtomicLong();
        Selecting slow = Selecting.from(CSV);
        slow.nanoTime = () -> seconds.getAndAdd(1) * 1_000_000_000L;
        AnswerFrames frames = slow.frames("select * from ossobject where _1 = 'x'", "a\n".repeat(50));
        assertThat(frames.types().getFirst()).isEqualTo(CONTINUOUS);
        assertThat(frames.types()).endsWith(CONTINUOUS, END);
        assertThat(frames.text()).isEmpty();
    }

    @Test
    void linesAndColumnsAreCounted() throws IOException {
        AnswerFrames meta = meta(CSV, "name,age\nAnn,\"3\n0\"\nBob,4");
        assertThat(meta.types()).containsExactly(8388614);
        assertThat(meta.end()).hasSize(36);
        assertThat(meta.status()).isEqualTo(200);
        assertThat(meta.rows()).isEqualTo(3);
        assertThat(meta.columns()).isEqualTo(2);
        assertThat(meta.splits()).isEqualTo(1);
        assertThat(meta.scanned()).isEqualTo(24);
        assertThat(meta(CSV, ("x".repeat(9999) + "\n").repeat(1000)).splits()).isEqualTo(3);
        assertThat(meta(CSV, "").rows()).isZero();
    }

    @Test
    void documentsAreCounted() throws IOException {
        AnswerFrames meta = meta(LINES, "{\"a\":1}\n{\"a\":\n2}\n[3]");
        assertThat(meta.types()).containsExactly(8388615);
        assertThat(meta.end()).hasSize(32);
        assertThat(meta.rows()).isEqualTo(3);
        assertThat(meta.splits()).isEqualTo(1);
    }

    @Test
    void whatCannotBeCountedIsRefused() {
        assertThatThrownBy(() -> meta(CSV, "a\n\",,,44\nb,\"EOG, Inc.\",35\n")).isInstanceOf(OssException.class);
        assertThatThrownBy(() -> meta(LINES, "{\"a\":1}\n\t\"k2\": [1],")).isInstanceOf(OssException.class);
    }

    @Test
    void aLongCountBreaksItsSilenceAndSaysFailuresInTheEnd() throws IOException {
        AtomicLong seconds = new AtomicLong();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] object = ("a\n".repeat(50) + "\"a\"b\n").getBytes(StandardCharsets.UTF_8);
        SelectMeta.write(CSV, new ByteArrayInputStream(object), out, () -> seconds.getAndAdd(1) * 1_000_000_000L);
        AnswerFrames frames = AnswerFrames.of(out.toByteArray());
        assertThat(frames.types()).startsWith(CONTINUOUS).endsWith(8388614);
        assertThat(frames.status()).isEqualTo(400);
    }

    @Test
    void failuresOfTheStoreAreNotTheObjects() {
        for (SelectInput input : new SelectInput[] {CSV, LINES}) {
            assertThatThrownBy(() -> read(input, new IOException("disk")))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseMessage("disk");
            assertThatThrownBy(() -> read(input, new EOFException("cut")))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseMessage("cut");
            assertThatThrownBy(() -> read(input, new IllegalStateException("damaged")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("damaged");
        }
    }

    private static void read(SelectInput input, Exception failure) throws IOException {
        byte[] begin = "[1]\n".repeat(5000).getBytes(StandardCharsets.UTF_8);
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                switch (failure) {
                    case IOException checked -> throw checked;
                    case RuntimeException unchecked -> throw unchecked;
                    default -> throw new AssertionError(failure);
                }
            }
        };
        SelectMeta.write(
                input,
                new SequenceInputStream(new ByteArrayInputStream(begin), failing),
                OutputStream.nullOutputStream());
    }

    private static AnswerFrames meta(SelectInput input, String object) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SelectMeta.write(input, new ByteArrayInputStream(object.getBytes(StandardCharsets.UTF_8)), out);
        return AnswerFrames.of(out.toByteArray());
    }
}
