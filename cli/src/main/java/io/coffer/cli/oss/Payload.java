package io.coffer.cli.oss;

import io.coffer.cli.UsageException;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.function.Supplier;

/** What a request carries. */
public sealed interface Payload {
    Payload NONE = new Bytes(new byte[0]);

    BodyPublisher publisher();

    static Payload of(byte[] bytes) {
        return new Bytes(bytes);
    }

    /** @throws UsageException when it is sent and there is no such file */
    static Payload of(Path file) {
        return new LocalFile(file);
    }

    /** @param length in bytes, exactly; a shorter stream breaks the request off */
    static Payload of(Supplier<InputStream> stream, long length) {
        return new Stream(stream, length);
    }

    /** Held in memory. The array is not copied: nobody changes it once it is here. */
    final class Bytes implements Payload {
        private final byte[] content;

        private Bytes(byte[] content) {
            this.content = content;
        }

        byte[] bytes() {
            return content;
        }

        @Override
        public BodyPublisher publisher() {
            return content.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(content);
        }
    }

    /** Read while it is sent. */
    record LocalFile(Path file) implements Payload {
        @Override
        public BodyPublisher publisher() {
            try {
                return BodyPublishers.ofFile(file);
            } catch (FileNotFoundException missing) {
                throw new UsageException(file + " cannot be read");
            }
        }
    }

    /** Read while it is sent, once for each attempt. */
    record Stream(Supplier<InputStream> source, long length) implements Payload {
        @Override
        public BodyPublisher publisher() {
            return length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(source), length);
        }
    }
}
