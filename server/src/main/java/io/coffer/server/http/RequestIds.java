package io.coffer.server.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Makes request ids: 24 characters of upper-case hex. They identify and protect nothing, so need not be secret. */
final class RequestIds {
    private static final int BYTES = 12;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RequestIds() {}

    static String next() {
        byte[] id = new byte[BYTES];
        ThreadLocalRandom.current().nextBytes(id);
        return HEX.formatHex(id);
    }
}
