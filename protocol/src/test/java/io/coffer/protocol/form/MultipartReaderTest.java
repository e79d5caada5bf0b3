package io.coffer.protocol.form;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartReaderTest {
    private static final String HEADER = "Content-Disposition: form-data; name=\"a\"\r\n\r\n";

    /** Gives as few bytes at once as the network may. */
    private static final class Dripping extends InputStream {
        private final byte[] bytes;
        private final Random random;
        private int at;

        Dripping(byte[] bytes, Random random) {
            this.bytes = bytes;
            this.random = random;
        }

        @Override
        public int read() {
            return at == bytes.length ? -1 : bytes[at++] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == bytes.length) {
                return -1;
            }
            int count = Math.min(1 + random.nextInt(Math.max(1, length / 3)), Math.min(length, bytes.length - at));
            System.arraycopy(bytes, at, into, offset, count);
            at += count;
            return count;
        }
    }

    private static List<byte[]> parts(InputStream body, String boundary, Random random) throws IOException {
        MultipartReader reader = new MultipartReader(body, boundary);
        List<byte[]> parts = new ArrayList<>();
        for (Optional<MultipartReader.Part> part = reader.next(); part.isPresent(); part = reader.next()) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 + random.nextInt(5000)];
            int count;
            while ((count = part.get().content().read(buffer, 0, buffer.length)) >= 0) {
                content.write(buffer, 0, count);
            }
            assertThat(part.get().content().read()).isEqualTo(-1);
            parts.add(content.toByteArray());
        }
        return parts;
    }

    @Test
    void whateverTheContentAndHoweverItIsCutThePartsComeOut() throws IOException {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            String boundary = "b".repeat(1 + random.nextInt(70));
            List<byte[]> sent = new ArrayList<>();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes((random.nextBoolean() ? "" : "preamble\r\n").getBytes(ISO_8859_1));
            for (int part = random.nextInt(4); part >= 0; part--) {
                byte[] content = content(random, boundary);
                sent.add(content);
                body.writeBytes(
                        ("--" + boundary + (random.nextBoolean() ? "" : " \t") + "\r\n" + HEADER).getBytes(ISO_8859_1));
                body.writeBytes(content);
                body.writeBytes("\r\n".getBytes(ISO_8859_1));
            }
            body.writeBytes(
                    ("--" + boundary + "--" + (random.nextBoolean() ? "" : "\r\nepilogue")).getBytes(ISO_8859_1));
            assertThat(parts(new Dripping(body.toByteArray(), random), boundary, random))
                    .as("seed %s", seed)
                    .usingElementComparator(Arrays::compare)
                    .isEqualTo(sent);
        }
    }

    /** Full of what nearly is a delimiter. */
    private static byte[] content(Random random, String boundary) {
        String[] traps = {
            "\r", "\n", "\r\n", "\r\n-", "\r\n--", "\r\n--" + boundary.substring(1), "--" + boundary, "x", "-"
        };
        StringBuilder content = new StringBuilder();
        for (int piece = random.nextInt(60); piece > 0; piece--) {
            content.append(traps[random.nextInt(traps.length)]);
            if (random.nextInt(20) == 0) {
                content.append("y".repeat(random.nextInt(70_000)));
            }
        }
        return content.toString().replace("\r\n--" + boundary, "z").getBytes(ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b",
                "--b\r\n",
                "--b\r\n" + HEADER,
                "--b\r\n" + HEADER + "text",
                "--b\r\n" + HEADER + "text\r\n--b",
                "--b\r\n" + HEADER + "text\r\n--b-",
                "--b\r\n" + HEADER + "text\r\n--bx\r\n--b--",
                "--b\r\nno colon\r\n\r\ntext\r\n--b--",
                "--b\n" + HEADER + "text\r\n--b--",
            })
    void whatBreaksOffOrIsNoDelimiterIsMalformed(String body) {
        assertThatExceptionOfType(OssException.class)
                .isThrownBy(() -> parts(new ByteArrayInputStream(body.getBytes(ISO_8859_1)), "b", new Random(1)))
                .matches(refusal -> refusal.error() == OssError.MALFORMED_POST_REQUEST);
    }

    @Test
    void headersAndPreambleAreBounded() {
        for (String body : new String[] {
            "--b\r\nx: " + "y".repeat(9000) + "\r\n\r\n\r\n--b--", "z".repeat(100_000) + "\r\n--b--",
        }) {
            assertThatExceptionOfType(OssException.class)
                    .isThrownBy(() -> parts(new ByteArrayInputStream(body.getBytes(ISO_8859_1)), "b", new Random(1)))
                    .matches(refusal -> refusal.error() == OssError.MALFORMED_POST_REQUEST);
        }
    }

    @Test
    void parametersOfAHeaderMayBeQuotedOrNot() {
        HeaderParameters header =
                HeaderParameters.parse("Form-Data; name=file; filename=\"a;b\\\"c\\d.txt\" ; other = x");
        assertThat(header.value()).isEqualTo("form-data");
        assertThat(header.parameter("name")).contains("file");
        assertThat(header.parameter("filename")).contains("a;b\"c\\d.txt");
        assertThat(header.parameter("other")).contains("x");
    }
}
