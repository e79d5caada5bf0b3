package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** An object as text: decompressed, UTF-8 and nothing else, without a byte order mark. */
final class TextInput {
    private static final int BUFFER = 64 * 1024;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private TextInput() {}

    private static Reader open(InputStream object, boolean compressed) throws IOException {
        InputStream plain = compressed ? new GZIPInputStream(object, BUFFER) : object;
        PushbackReader reader = new PushbackReader(new InputStreamReader(
                plain,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        int first = reader.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            reader.unread(first);
        }
        return reader;
    }

    /** As {@link #open}, with what is wrong with the text as a refusal. */
    static Reader openOrRefuse(InputStream object, boolean compressed) throws IOException {
        try {
            return open(object, compressed);
        } catch (IOException unreadable) {
            throw refusal(unreadable).orElseThrow(() -> unreadable);
        }
    }

    /** The refusal that a failure to read the text means; none when the failure is not the text's. */
    static Optional<OssException> refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ScannedInput.Unreadable ofTheStore -> {
                    return Optional.empty();
                }
                case CharacterCodingException notUtf8 -> {
                    return Optional.of(OssError.INVALID_TEXT_ENCODING.exception());
                }
                case ZipException damaged -> {
                    return Optional.of(OssError.DECOMPRESS_FAILURE.exception());
                }
                case EOFException cut -> {
                    return Optional.of(OssError.DECOMPRESS_FAILURE.exception());
                }
                default -> {
                    // perhaps what caused it says more
                }
            }
        }
        return Optional.empty();
    }
}
