package io.coffer.protocol.signature;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The refusal of a signature, with what the server would have signed. One SDK reads no more than 4096 bytes of an error
 * document, so the elements come in the order of their worth, and what does not fit is cut or left out.
 */
final class SignatureMismatch {
    /** in bytes of the document; the rest of the 4096 is for its fixed elements */
    private static final int ROOM = 2900;

    /** in bytes: a start and an end tag of the longest name */
    private static final int TAGS = 50;

    private static final int LONGEST_IDENTIFIER = 256;
    private static final String CUT = "...";
    private static final HexFormat OCTETS = HexFormat.ofDelimiter(" ").withUpperCase();

    private final OssException refusal;
    private int room = ROOM;

    private SignatureMismatch(OssError error) {
        refusal = error.exception();
    }

    static OssException of(OssError error, SignatureClaim claim, SigningText expected) {
        return of(error, claim.accessKeyId(), claim.signature(), expected);
    }

    static OssException of(FormClaim claim) {
        return of(
                OssError.FORM_SIGNATURE_DOES_NOT_MATCH,
                claim.accessKeyId(),
                claim.signature(),
                new SigningText(claim.policy(), Optional.empty()));
    }

    private static OssException of(OssError error, String accessKeyId, String signature, SigningText expected) {
        SignatureMismatch mismatch = new SignatureMismatch(error);
        mismatch.addCut("OSSAccessKeyId", accessKeyId, LONGEST_IDENTIFIER);
        mismatch.addCut("SignatureProvided", signature, LONGEST_IDENTIFIER);
        mismatch.addCut("StringToSign", expected.stringToSign(), Integer.MAX_VALUE);
        Optional<String> canonicalRequest = expected.canonicalRequest();
        canonicalRequest.ifPresent(text -> mismatch.addCut("CanonicalRequest", text, Integer.MAX_VALUE));
        mismatch.addOctetsIfRoom("StringToSignBytes", expected.stringToSign());
        canonicalRequest.ifPresent(text -> mismatch.addOctetsIfRoom("CanonicalRequestBytes", text));
        return mismatch.refusal;
    }

    private void addCut(String name, String value, int limit) {
        int available = Math.min(limit, room - TAGS);
        String shown = encodedLength(value) <= available ? value : cut(value, available - CUT.length());
        if (!shown.isEmpty()) {
            add(name, shown);
        }
    }

    private void addOctetsIfRoom(String name, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (3 * octets.length + TAGS <= room) {
            add(name, OCTETS.formatHex(octets));
        }
    }

    private void add(String name, String value) {
        refusal.and(name, value);
        room -= encodedLength(value) + TAGS;
    }

    private static String cut(String text, int available) {
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int codePoint : text.codePoints().toArray()) {
            used += encodedLength(codePoint);
            if (used > available) {
                return kept.isEmpty() ? "" : kept + CUT;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept.toString();
    }

    private static int encodedLength(String text) {
        return text.codePoints().map(SignatureMismatch::encodedLength).sum();
    }

    /** The most bytes that the code point takes in the document, as itself or as a reference. */
    private static int encodedLength(int codePoint) {
        if (codePoint < ' ' || codePoint == '&' || codePoint == '<' || codePoint == '>' || codePoint == '"') {
            return codePoint == '\n' ? 1 : 6;
        }
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
}
