package io.coffer.protocol.form;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A form with a file, read up to the file's first byte. The fields before the file are bounded in number, size and time;
 * the file itself stays in the body.
 */
public final class UploadForm {
    /** in bytes: a policy is the longest field there is */
    static final int MAX_FIELD = 32 * 1024;

    static final int MAX_FIELDS_TOGETHER = 128 * 1024;
    static final int MAX_COUNT = 256;
    private static final Duration MAX_TIME = Duration.ofSeconds(60);
    private static final String FILE = "file";

    private final TimedBody body;
    private final MultipartReader reader;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private int parts;
    private int size;

    /**
     * The part that is the file.
     *
     * @param name without directories, as the sender's system calls it
     * @param contentType as the part says
     * @param content throws what is wrong behind the file when its end is reached
     */
    public record FilePart(Optional<String> name, Optional<String> contentType, InputStream content) {}

    private FilePart file = new FilePart(Optional.empty(), Optional.empty(), InputStream.nullInputStream());

    private UploadForm(InputStream body, String boundary) {
        this.body = new TimedBody(body);
        this.reader = new MultipartReader(this.body, boundary);
    }

    /**
     * Reads the fields.
     *
     * @param contentType of the request
     * @throws OssException when the body is no form, a field is too large or there is no file
     * @throws IOException when the body cannot be read
     */
    public static UploadForm read(Optional<String> contentType, InputStream body) throws IOException {
        HeaderParameters type = HeaderParameters.parse(contentType.orElse(""));
        if (!type.value().equals("multipart/form-data")) {
            throw OssError.REQUEST_IS_NOT_MULTIPART.exception();
        }
        UploadForm form = new UploadForm(body, type.parameter("boundary").orElse(""));
        form.readFields();
        return form;
    }

    /** By name in lower case, in the order of the form. */
    public Map<String, String> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /** @param name in any case */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT)));
    }

    public FilePart file() {
        return file;
    }

    private void readFields() throws IOException {
        for (Optional<MultipartReader.Part> part = nextPart(); part.isPresent(); part = nextPart()) {
            HeaderParameters disposition = disposition(part.get());
            String name = name(disposition);
            if (name.equals(FILE)) {
                file = new FilePart(
                        disposition
                                .parameter("filename")
                                .map(UploadForm::withoutDirectories)
                                .filter(text -> !text.isEmpty()),
                        part.get().headers().first("content-type").filter(text -> !text.isEmpty()),
                        new FileContent(part.get().content()));
                body.timed = false;
                return;
            }
            if (fields.putIfAbsent(name, text(part.get())) != null) {
                throw OssError.MALFORMED_POST_REQUEST.with("FieldName", name);
            }
        }
        throw OssError.INCORRECT_NUMBER_OF_FILES.exception();
    }

    private Optional<MultipartReader.Part> nextPart() throws IOException {
        Optional<MultipartReader.Part> part = reader.next();
        if (part.isPresent() && ++parts > MAX_COUNT) {
            throw OssError.FORM_FIELDS_TOO_LARGE.exception();
        }
        return part;
    }

    private static HeaderParameters disposition(MultipartReader.Part part) {
        HeaderParameters disposition = HeaderParameters.parse(
                part.headers().first("content-disposition").orElse(""));
        if (!disposition.value().equals("form-data")) {
            throw MultipartReader.malformed();
        }
        return disposition;
    }

    private static String name(HeaderParameters disposition) {
        return disposition
                .parameter("name")
                .filter(name -> !name.isEmpty())
                .orElseThrow(MultipartReader::malformed)
                .toLowerCase(Locale.ROOT);
    }

    private String text(MultipartReader.Part part) throws IOException {
        byte[] bytes = new byte[MAX_FIELD + 1];
        int length = 0;
        int count;
        while (length < bytes.length && (count = part.content().read(bytes, length, bytes.length - length)) >= 0) {
            length += count;
        }
        size += length;
        if (length > MAX_FIELD) {
            throw OssError.FORM_FIELD_TOO_LONG.exception();
        }
        if (size > MAX_FIELDS_TOGETHER) {
            throw OssError.FORM_FIELDS_TOO_LARGE.exception();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw MultipartReader.malformed();
        }
    }

    /** Some browsers send the whole path. */
    private static String withoutDirectories(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    /** A browser sends its button behind the file; what would change the object must not come so late. */
    private void checkBehindFile() throws IOException {
        for (Optional<MultipartReader.Part> part = nextPart(); part.isPresent(); part = nextPart()) {
            String name = name(disposition(part.get()));
            if (name.equals(FILE)) {
                throw OssError.INCORRECT_NUMBER_OF_FILES.exception();
            }
            if (FormFields.counts(name)) {
                throw OssError.invalidArgument(name, text(part.get()), "The field must stand before the file.");
            }
            text(part.get());
        }
    }

    /** The fields must arrive in a bounded time; the file may take as long as any other body. */
    private static final class TimedBody extends FilterInputStream {
        private final long deadline = System.nanoTime() + MAX_TIME.toNanos();
        private boolean timed = true;

        private TimedBody(InputStream body) {
            super(body);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (timed && System.nanoTime() - deadline > 0) {
                throw OssError.REQUEST_TIMEOUT.exception();
            }
            return in.read(bytes, offset, length);
        }
    }

    /** The file, followed by a look at what comes behind it. */
    private final class FileContent extends InputStream {
        private final InputStream content;
        private boolean ended;

        private FileContent(InputStream content) {
            this.content = content;
        }

        @Override
        public int read() throws IOException {
            return ended ? -1 : checkEnd(content.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return ended ? -1 : checkEnd(content.read(bytes, offset, length));
        }

        private int checkEnd(int result) throws IOException {
            if (result < 0) {
                ended = true;
                checkBehindFile();
            }
            return result;
        }
    }
}
