package io.coffer.server.object;

import io.coffer.encryption.SegmentLayout;

/** Keeps the first bytes of a ciphertext, which are its header, while they go by. */
final class CiphertextHeader {
    private final byte[] header = new byte[SegmentLayout.HEADER_LENGTH];
    private int taken;

    void take(byte[] bytes, int offset, int length) {
        int count = Math.min(length, header.length - taken);
        System.arraycopy(bytes, offset, header, taken, count);
        taken += count;
    }

    byte[] bytes() {
        return header.clone();
    }
}
