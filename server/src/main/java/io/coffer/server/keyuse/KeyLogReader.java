package io.coffer.server.keyuse;

import io.coffer.server.audit.Digest;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the lines of one file, bounded in memory whatever is in it. Zeros at its end are room for lines to come, and are
 * passed over.
 */
public final class KeyLogReader implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_OF_LINE = 64 * 1024;

    /**
     * A line.
     *
     * @param json empty when it is not a record
     * @param start where it begins in the file
     * @param end where the next begins
     * @param terminated whether a line end follows
     * @param gap whether there are zeros in it: a batch was being written when the machine stopped, and only parts of it
     *     reached the disk
     */
    public record Line(String hash, Optional<JsonNode> json, long start, long end, boolean terminated, boolean gap) {
        public boolean isReadable() {
            return json.isPresent() && terminated;
        }

        public long number() {
            return json.map(node -> node.path("number").asLong(0)).orElse(0L);
        }

        public String text(String field) {
            return json.map(node -> node.path(field).asString("")).orElse("");
        }
    }

    private final InputStream in;
    private long position;

    public KeyLogReader(Path file) throws IOException {
        this(new BufferedInputStream(Files.newInputStream(file), 64 * 1024));
    }

    KeyLogReader(InputStream lines) {
        this.in = lines;
    }

    /** @return null at the end */
    public @Nullable Line next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        boolean tooLong = false;
        boolean gap = false;
        long start = position;
        long end = start;
        int read = in.read();
        for (; read >= 0 && read != '\n'; read = in.read()) {
            position++;
            if (read != 0) {
                gap |= end < position - 1;
                end = position;
            }
            tooLong |= bytes.size() >= MOST_OF_LINE;
            if (!tooLong) {
                bytes.write(read);
            }
        }
        boolean terminated = read == '\n';
        if (!terminated && end == start) {
            return null;
        }
        gap |= terminated && end < position;
        position = terminated ? position + 1 : end;
        String text = bytes.toString(StandardCharsets.UTF_8);
        // text that is not UTF-8 would hash as what it was read as
        boolean exact = !tooLong && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes.toByteArray());
        return new Line(Digest.of(text), exact ? parse(text) : Optional.empty(), start, position, terminated, gap);
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text))
                    .filter(node -> node.isObject()
                            && node.path("number").isIntegralNumber()
                            && node.path("previous").isString()
                            && node.path("operation").isString());
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
