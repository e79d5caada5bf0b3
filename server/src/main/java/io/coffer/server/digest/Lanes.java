package io.coffer.server.digest;

/** Compresses blocks of several messages at once. Used by one thread at a time. */
interface Lanes {
    /** how many messages fit */
    int count();

    /**
     * Takes as many blocks from each message.
     *
     * @param states four chaining values for each message, changed in place
     * @param offsets in bytes, where the blocks of each message begin
     * @param used how many of the lanes have a message
     */
    void compress(int[][] states, byte[][] messages, int[] offsets, int used, int blocks);
}
