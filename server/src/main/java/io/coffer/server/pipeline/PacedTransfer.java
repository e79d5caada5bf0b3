package io.coffer.server.pipeline;

import io.coffer.protocol.OssResponse;
import io.coffer.protocol.RequestBody;
import io.coffer.protocol.ResponseBody;
import io.coffer.protocol.TrafficLimit;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The bodies of a request that limits its own bandwidth, slowed down to it. */
final class PacedTransfer {
    /** Parts of a second in which bytes move at once. */
    private static final int STEPS = 10;

    private static final long MOST_CREDIT = TimeUnit.SECONDS.toNanos(1) / STEPS;

    private PacedTransfer() {}

    static RequestBody slowed(RequestBody body, TrafficLimit limit) {
        return new RequestBody() {
            @Override
            public OptionalLong length() {
                return body.length();
            }

            @Override
            public InputStream stream() {
                return new PacedInput(body.stream(), new Pace(limit));
            }
        };
    }

    static OssResponse slowed(OssResponse response, TrafficLimit limit) {
        return new OssResponse(response.status(), response.headers(), new PacedBody(response.body(), limit));
    }

    /** Waits until that many bytes may have moved. Who was slow before gains next to nothing by it. */
    private static final class Pace {
        private final TrafficLimit limit;
        private final int step;
        private long due = System.nanoTime();

        private Pace(TrafficLimit limit) {
            this.limit = limit;
            this.step = (int) Math.max(1, limit.bitsPerSecond() / Byte.SIZE / STEPS);
        }

        private void moved(int bytes) throws InterruptedIOException {
            long now = System.nanoTime();
            due = Math.max(due, now - MOST_CREDIT) + limit.nanosFor(bytes);
            if (due > now) {
                try {
                    TimeUnit.NANOSECONDS.sleep(due - now);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted while keeping to the traffic limit");
                }
            }
        }
    }

    private static final class PacedInput extends FilterInputStream {
        private final Pace pace;

        private PacedInput(InputStream in, Pace pace) {
            super(in);
            this.pace = pace;
        }

        @Override
        public int read() throws IOException {
            int octet = in.read();
            pace.moved(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, Math.min(length, pace.step));
            pace.moved(Math.max(0, count));
            return count;
        }
    }

    private record PacedBody(ResponseBody plain, TrafficLimit limit) implements ResponseBody {
        @Override
        public long length() {
            return plain.length();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            plain.writeTo(new PacedOutput(out, new Pace(limit)));
        }

        @Override
        public void close() {
            plain.close();
        }
    }

    private static final class PacedOutput extends OutputStream {
        private final OutputStream out;
        private final Pace pace;

        private PacedOutput(OutputStream out, Pace pace) {
            this.out = out;
            this.pace = pace;
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
            pace.moved(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int written = 0;
            while (written < length) {
                int count = Math.min(pace.step, length - written);
                out.write(bytes, offset + written, count);
                // bytes that wait in a buffer of ours would come out at once
                out.flush();
                pace.moved(count);
                written += count;
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
