package io.coffer.server.keyuse;

import io.coffer.server.audit.Actor;
import io.coffer.server.audit.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * A record as a line of the log, JSON without a line end. Its hash is the SHA-256 of exactly these bytes; the line after
 * it has the hash as {@code previous}. Written by hand: there is one for each request.
 */
final class KeyUseLine {
    private final StringBuilder json = new StringBuilder(512);

    private KeyUseLine(long number, String previous, Instant time, String operation) {
        json.append("{\"number\":").append(number);
        text("previous", previous).text("time", time.toString()).text("operation", operation);
    }

    /** The first line of a chain; {@code previous} is the last line of the chain before, if there is one. */
    static String start(String previous, Instant time, ChainId chain, String storeId) {
        KeyUseLine line = new KeyUseLine(1, previous, time, "start");
        line.json.append(",\"format\":1,\"chain\":").append(chain.ordinal());
        return line.text("chainId", chain.id()).text("storeId", storeId).end();
    }

    /** @param lost uses that could not be recorded since the line before, because the log could not be written */
    static String of(long number, String previous, Instant time, KeyUse use, long lost) {
        KeyUseLine line = new KeyUseLine(number, previous, time, use.operation().text());
        line.text("keyId", use.keyId()).json.append(",\"keyVersion\":").append(use.keyVersion());
        line.text("bucket", use.bucket()).text("blob", use.blob());
        Actor caller = use.user().caller();
        line.text("caller", caller.type())
                .text("account", caller.account())
                .text("principalId", caller.id())
                .text("principal", caller.name())
                .text("session", caller.session())
                .text("accessKeyId", caller.accessKeyId());
        if (!use.user().requestId().isEmpty()) {
            line.text("requestId", use.user().requestId());
        }
        if (lost > 0) {
            line.json.append(",\"lostBefore\":").append(lost);
        }
        return line.end();
    }

    static String hash(String line) {
        return Digest.of(line);
    }

    /** @param line in UTF-8 */
    static String hash(byte[] line) {
        return Digest.of(line);
    }

    private KeyUseLine text(String name, Optional<String> value) {
        return value.isPresent() ? text(name, value.get()) : this;
    }

    private KeyUseLine text(String name, String value) {
        json.append(",\"").append(name).append("\":\"");
        int copied = 0;
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '"' || c == '\\' || c < ' ' || Character.isSurrogate(c)) {
                json.append(value, copied, at);
                copied = at + 1;
                escape(c);
            }
        }
        json.append(value, copied, value.length()).append('"');
        return this;
    }

    /** Half of a pair has no form in UTF-8. */
    private void escape(char c) {
        if (c == '"' || c == '\\') {
            json.append('\\').append(c);
            return;
        }
        json.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            json.append(Character.forDigit((c >> shift) & 0xf, 16));
        }
    }

    private String end() {
        return json.append('}').toString();
    }
}
