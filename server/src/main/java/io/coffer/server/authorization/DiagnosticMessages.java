package io.coffer.server.authorization;

import io.coffer.encryption.DamagedDataException;
import io.coffer.encryption.SecretBox;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Explanations that travel with refusals, sealed: the caller who was refused cannot read them, but can hand them to
 * somebody who may. All are of one size, so that their length tells nothing of the policies that they speak of.
 */
public final class DiagnosticMessages {
    /** In characters. With the rest of a refusal it stays below the 4096 bytes that clients read. */
    static final int LENGTH = 2048;

    /** Every key fits whole but for one of characters that JSON escapes. */
    private static final int SHORT_RESOURCE = 512;

    private static final byte VERSION = 1;
    private static final int SEAL = 49;
    private static final int ROOM = LENGTH / 4 * 3 - 1 - SEAL;
    private static final int LONGEST_TEXT = 64 * 1024;
    private static final byte[] BELONGS_TO = "diagnostic-message".getBytes(StandardCharsets.UTF_8);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SecretBox box;

    /** @param box of a purpose of its own */
    public DiagnosticMessages(SecretBox box) {
        this.box = box;
    }

    /** Empty when the explanation does not fit, however many of its findings are left out. */
    public Optional<String> encode(Explanation explanation) {
        return shorterAndShorter(explanation)
                .map(candidate -> compressed(JSON.writeValueAsBytes(candidate)))
                .flatMap(Optional::stream)
                .findFirst()
                .map(compressed -> {
                    byte[] sealed = box.seal(compressed, BELONGS_TO);
                    byte[] message = new byte[1 + sealed.length];
                    message[0] = VERSION;
                    System.arraycopy(sealed, 0, message, 1, sealed.length);
                    return Base64.getEncoder().encodeToString(message);
                });
    }

    /** Empty for everything that this server did not write. */
    public Optional<Explanation> decode(String encoded) {
        if (encoded.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] message = Base64.getDecoder().decode(encoded);
            if (message.length <= 1 + SEAL || message[0] != VERSION) {
                return Optional.empty();
            }
            byte[] compressed = box.open(Arrays.copyOfRange(message, 1, message.length), BELONGS_TO);
            return Optional.of(JSON.readValue(expanded(compressed), Explanation.class));
        } catch (IllegalArgumentException | DamagedDataException | DataFormatException | JacksonException garbage) {
            return Optional.empty();
        }
    }

    /** First as it is, then with fewer and fewer findings, last without what conditions could see. */
    private static Stream<Explanation> shorterAndShorter(Explanation explanation) {
        Stream<Explanation> fewer = Stream.iterate(
                        explanation.findings(), findings -> !findings.isEmpty(), DiagnosticMessages::fewer)
                .skip(1)
                .map(findings -> explanation.with(explanation.conditions(), findings));
        List<Finding> one =
                explanation.findings().stream().sorted(IMPORTANCE).limit(1).toList();
        return Stream.of(
                        Stream.of(explanation),
                        fewer,
                        Stream.of(
                                explanation.with(Map.of(), one),
                                explanation.with(Map.of(), List.of()),
                                explanation.with(Map.of(), List.of()).withResource(SHORT_RESOURCE)))
                .flatMap(candidates -> candidates);
    }

    /** What denied comes first, then what was silent, then what would nearly have allowed. */
    private static final Comparator<Finding> IMPORTANCE = Comparator.comparingInt(DiagnosticMessages::rank);

    private static int rank(Finding finding) {
        return switch (finding.decision()) {
            case DENIES -> 0;
            case SILENT -> 1;
            case NEARLY_ALLOWS -> 2;
            case ALLOWS -> 3;
        };
    }

    private static List<Finding> fewer(List<Finding> findings) {
        List<Finding> byImportance = findings.stream().sorted(IMPORTANCE).toList();
        List<Finding> gone = byImportance.subList(findings.size() - Math.max(1, findings.size() / 4), findings.size());
        List<Finding> left = new ArrayList<>(findings);
        gone.forEach(left::remove);
        return left;
    }

    /** Filled up to the one size. */
    private static Optional<byte[]> compressed(byte[] text) {
        if (text.length > LONGEST_TEXT) {
            return Optional.empty();
        }
        byte[] room = new byte[ROOM];
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(text);
            deflater.finish();
            deflater.deflate(room);
            return deflater.finished() ? Optional.of(room) : Optional.empty();
        } finally {
            deflater.end();
        }
    }

    private static byte[] expanded(byte[] compressed) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(compressed);
            byte[] text = new byte[LONGEST_TEXT];
            int length = inflater.inflate(text);
            if (!inflater.finished()) {
                throw new DataFormatException("longer than any message");
            }
            return Arrays.copyOf(text, length);
        } finally {
            inflater.end();
        }
    }
}
