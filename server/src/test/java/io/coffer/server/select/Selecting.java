package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.select.SelectInput;
import io.coffer.model.select.SelectOutput;
import io.coffer.model.select.SelectRange;
import io.coffer.model.select.SelectRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** A query in the making, over a text in memory. */
final class Selecting {
    SelectInput input;
    SelectOutput output = new SelectOutput("\n", ',', '"', false, false, false);
    Optional<SelectRange> range = Optional.empty();
    boolean skipPartial;
    long maxSkipped;
    LongSupplier nanoTime = () -> 0L;

    private Selecting(SelectInput input) {
        this.input = input;
    }

    /** Comma, double quote, line feed. */
    static SelectInput.Csv csv(SelectInput.Header header) {
        return new SelectInput.Csv(false, header, "\n", ',', '"', Optional.empty(), true);
    }

    static Selecting from(SelectInput input) {
        return new Selecting(input);
    }

    static Selecting fromHeaded() {
        return from(csv(SelectInput.Header.USE));
    }

    static Selecting fromLines() {
        return from(new SelectInput.Json(false, true, false));
    }

    static Selecting fromDocument() {
        return from(new SelectInput.Json(false, false, false));
    }

    Selecting range(SelectRange.Unit unit, long start, long end) {
        range = Optional.of(new SelectRange(
                unit,
                start < 0 ? OptionalLong.empty() : OptionalLong.of(start),
                end < 0 ? OptionalLong.empty() : OptionalLong.of(end)));
        return this;
    }

    byte[] bytes(String sql, byte[] object) {
        SelectRequest request = new SelectRequest(sql, input, range, output, skipPartial, maxSkipped);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ObjectSelection.of(request).run(() -> new ByteArrayInputStream(object), out, nanoTime);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    AnswerFrames frames(String sql, byte[] object) {
        return AnswerFrames.of(bytes(sql, object));
    }

    AnswerFrames frames(String sql, String object) {
        return frames(sql, object.getBytes(StandardCharsets.UTF_8));
    }

    /** The result of a query that succeeds. */
    String result(String sql, String object) {
        AnswerFrames frames = frames(sql, object);
        if (frames.status() != 206) {
            throw new AssertionError(frames.message());
        }
        return frames.text();
    }

    /** What the query is refused as. */
    OssError refusal(String sql, String object) {
        return refusal(sql, object.getBytes(StandardCharsets.UTF_8));
    }

    OssError refusal(String sql, byte[] object) {
        try {
            AnswerFrames frames = frames(sql, object);
            throw new AssertionError("not refused: " + frames.text());
        } catch (OssException refusal) {
            return refusal.error();
        }
    }
}
