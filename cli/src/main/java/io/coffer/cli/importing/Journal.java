package io.coffer.cli.importing;

import io.coffer.cli.UnreachableException;
import io.coffer.cli.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an import did, a line of JSON each, so that a later run goes on where this one ends however it ends. The first
 * line says what is imported; a last line without an end is not read.
 */
final class Journal implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final FileChannel channel;
    private final Map<String, BucketProgress> buckets = new HashMap<>();
    private boolean isResumed;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens a journal, or begins one.
     *
     * @param subject what is imported
     * @throws UsageException when the file cannot be written, is in use or is of another import
     */
    static Journal open(Path file, ObjectNode subject) {
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Journal journal = new Journal(file, channel);
            try {
                journal.lock();
                journal.load(subject);
                return journal;
            } catch (IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        } catch (IOException unusable) {
            throw new UsageException(
                    file + " cannot be written: " + unusable.getClass().getSimpleName());
        }
    }

    private void lock() throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException heldHere) {
            // held all the same
        }
        throw new UsageException(file + " is in use by another import");
    }

    private void load(ObjectNode subject) throws IOException {
        BufferedReader lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        String first = lines.readLine();
        if (first == null) {
            append(subject);
            return;
        }
        if (!subject.equals(parse(first))) {
            throw new UsageException(file + " is the journal of another import; name another with --journal");
        }
        isResumed = true;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            apply(parse(line));
        }
        channel.position(channel.size());
        // parts a line that broke off from the next one
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException brokenOff) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private void apply(JsonNode line) {
        if (!line.has("bucket")) {
            return;
        }
        BucketProgress bucket = progress(line.path("bucket").asString(""));
        String key = line.path("key").asString("");
        switch (line.path("event").asString("")) {
            case "begun" -> bucket.begun();
            case "version" -> bucket.done(key, line.path("done").asInt(0));
            case "passed" -> bucket.upTo(key, Totals.of(line.path("totals")));
            case "failed" -> bucket.failed(key);
            case "mended" -> bucket.mended(key, Totals.of(line.path("totals")));
            case "listed" -> bucket.listed();
            case "finished" -> bucket.finished();
            default -> {
                // of a later version of this program
            }
        }
    }

    boolean isResumed() {
        return isResumed;
    }

    BucketProgress progress(String bucket) {
        return buckets.computeIfAbsent(bucket, name -> new BucketProgress());
    }

    void event(String bucket, String event) {
        append(line(bucket, event));
    }

    void version(String bucket, String key, int done) {
        append(line(bucket, "version").put("key", key).put("done", done));
    }

    void failed(String bucket, String key) {
        append(line(bucket, "failed").put("key", key));
    }

    /** @param event {@code passed} or {@code mended} */
    void totals(String bucket, String event, String key, Totals totals) {
        ObjectNode line = line(bucket, event).put("key", key);
        line.set("totals", totals.json());
        append(line);
    }

    private static ObjectNode line(String bucket, String event) {
        return JsonNodeFactory.instance.objectNode().put("bucket", bucket).put("event", event);
    }

    private synchronized void append(ObjectNode line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException full) {
            throw new UnreachableException("the journal " + file + " cannot be written", full);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // what was written is written
        }
    }
}
