package io.coffer.server.posture;

/**
 * How much there is of something.
 *
 * @param entries versions of objects, links and uploads under way
 * @param bytes of plaintext; the parts of uploads are not counted
 */
public record Count(long entries, long bytes) {
    public static final Count NONE = new Count(0, 0);

    public Count plus(Count other) {
        return new Count(entries + other.entries, bytes + other.bytes);
    }
}
