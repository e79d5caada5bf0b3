package io.coffer.cli.object;

import io.coffer.cli.RefusedException;
import io.coffer.cli.UnreachableException;
import io.coffer.cli.UsageException;
import io.coffer.cli.oss.OssCall;
import io.coffer.cli.oss.OssClient;
import io.coffer.cli.oss.OssReply;
import io.coffer.cli.oss.Payload;
import io.coffer.cli.oss.WatchedStream;
import io.coffer.protocol.Crc64;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.LongConsumer;

/** Moves the content of one object and compares its CRC-64 with what the service says. */
final class Transfer {
    private static final String CRC64 = "x-oss-hash-crc64ecma";

    private final OssClient client;
    private final LongConsumer moved;

    /** @param moved is told the bytes of each step */
    Transfer(OssClient client, LongConsumer moved) {
        this.client = client;
        this.moved = moved;
    }

    void up(Path file, OssAddress to, Headers headers) {
        Crc64 crc = new Crc64();
        OssReply reply = client.done(OssCall.object(Method.PUT, to.bucket(), to.key())
                .withHeaders(headers)
                .carrying(Payload.of(() -> summed(open(file), crc), size(file))));
        compare(reply, crc, to);
    }

    void down(OssAddress from, Path file) {
        Crc64 crc = new Crc64();
        Path directory = file.toAbsolutePath().getParent();
        try (OssReply reply = client.send(OssCall.object(Method.GET, from.bucket(), from.key()))) {
            Files.createDirectories(directory);
            Path part = Files.createTempFile(directory, ".coffer", ".part");
            try {
                try (OutputStream out = Files.newOutputStream(part)) {
                    summed(reply.body(), crc).transferTo(out);
                }
                compare(reply, crc, from);
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException failed) {
            throw new UnreachableException(
                    from + " could not be brought to " + file + ": " + failed.getMessage(), failed);
        }
    }

    /** In the service, without coming here. */
    void across(OssAddress from, OssAddress to) {
        client.done(OssCall.object(Method.PUT, to.bucket(), to.key())
                .header("x-oss-copy-source", "/" + from.bucket() + "/" + PercentEncoding.encodePath(from.key())));
    }

    private static void compare(OssReply reply, Crc64 crc, OssAddress of) {
        if (!reply.header(CRC64).map(crc.text()::equals).orElse(true)) {
            throw new RefusedException(
                    "ContentMismatch", "the content of " + of + " is another on the two sides", reply.requestId());
        }
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException unreadable) {
            throw new UsageException(file + " cannot be read");
        }
    }

    private InputStream summed(InputStream in, Crc64 crc) {
        return new WatchedStream(in) {
            @Override
            protected void passed(byte[] buffer, int offset, int count) {
                crc.update(buffer, offset, count);
                moved.accept(count);
            }
        };
    }
}
