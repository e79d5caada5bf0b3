package io.coffer.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** An open engine with one empty space, and the few verbs the contract's tests are written in. */
public interface EngineFixture {
    SpaceId SPACE = new SpaceId("contract");

    StorageEngine engine();

    Space space();

    static byte[] randomBytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static Attributes attributes(String text) {
        return new Attributes(text.getBytes(StandardCharsets.UTF_8));
    }

    default Entry put(Name name, byte[] body, String attributes, Condition condition) {
        return putIn(space(), name, body, attributes, condition);
    }

    static Entry putIn(Space space, Name name, byte[] body, String attributes, Condition condition) {
        try (Writer writer = space.begin(body.length)) {
            writer.write(body, 0, body.length);
            return space.commit(writer, name, attributes(attributes), condition);
        }
    }

    default byte[] get(Name name) {
        try (Reader reader = space().open(name)) {
            return bytes(reader);
        }
    }

    static byte[] bytes(Reader reader) {
        return bytes(reader, 0, reader.entry().size());
    }

    static byte[] bytes(Reader reader, long offset, long length) {
        try (InputStream stream = reader.range(offset, length)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As they go to who takes buffers. */
    static byte[] transferred(Reader reader, long offset, long length) {
        ChannelOutput out = new ChannelOutput();
        try (InputStream stream = reader.range(offset, length)) {
            assertThat(stream.transferTo(out)).isEqualTo(length);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes less than it is given, as a channel may. */
    final class ChannelOutput extends ByteArrayOutputStream implements WritableByteChannel {
        private static final int MOST = 50_000;

        @Override
        public int write(ByteBuffer bytes) {
            byte[] some = new byte[Math.min(MOST, bytes.remaining())];
            bytes.get(some);
            writeBytes(some);
            return some.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }
    }

    static void assertFails(StorageException.Kind kind, ThrowingCallable call) {
        StorageException failure = catchThrowableOfType(StorageException.class, call);
        assertThat(failure).as("a failure of kind %s", kind).isNotNull();
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.getMessage()).isNotBlank();
    }
}
