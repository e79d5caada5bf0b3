package io.coffer.storage;

import java.util.List;

/**
 * Bytes beside the entries that become durable with whatever change the engine writes next, and so cost no wait for the
 * disk of their own. For who has a log to keep whose lines must be durable when a change that they tell of is, and moves
 * them elsewhere at leisure: what was moved is {@link #trim trimmed}.
 */
public interface SideLog {
    /** Asked by the thread that writes changes; it must not wait. */
    interface Source {
        /** The piece to be written with the change that comes next; empty for none. */
        byte[] take();

        /**
         * The piece that was taken last is durable. Called before who waits for the change hears of it.
         *
         * @param number of the piece; each is above the one before
         */
        void kept(long number);

        /** The piece that was taken last is not there, or it is not known whether it is. */
        void lost(StorageException reason);
    }

    /** What was kept, under its number. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Piece(long number, byte[] bytes) {}

    /** What was kept and is not trimmed, in order. */
    List<Piece> pieces();

    /** From now on the source is asked with each change. There is one; it comes in the place of the one before. */
    void attach(Source source);

    /** Pieces up to the number go with the next change; until that is durable they may come back. */
    void trim(long number);
}
