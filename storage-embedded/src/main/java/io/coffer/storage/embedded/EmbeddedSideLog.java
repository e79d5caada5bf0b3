package io.coffer.storage.embedded;

import io.coffer.storage.SideLog;
import io.coffer.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Pieces are entries of the batch that a group brings to the index, under the group's sequence. */
final class EmbeddedSideLog implements SideLog {
    private static final byte[] NOTHING = {};
    private static final Source NONE = new Source() {
        @Override
        public byte[] take() {
            return NOTHING;
        }

        @Override
        public void kept(long number) {}

        @Override
        public void lost(StorageException reason) {}
    };

    private final Index index;
    private volatile Source source = NONE;
    private volatile long trimmable;
    /** The rest is the committer's alone. */
    private long trimmed;

    private Source asked = NONE;
    private long taken;

    EmbeddedSideLog(Index index) {
        this.index = index;
    }

    @Override
    public List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        index.scan(
                Keys.PIECES,
                Keys.end(Keys.PIECES),
                (key, value) -> pieces.add(new Piece(Keys.pieceNumber(key), value)));
        return pieces;
    }

    @Override
    public void attach(Source from) {
        this.source = from;
    }

    @Override
    public void trim(long number) {
        trimmable = number;
    }

    /** Adds the source's piece to a group's batch, and what was trimmed. */
    void join(WriteBatch batch, long sequence) throws RocksDBException {
        long goes = trimmable;
        if (goes > trimmed) {
            batch.deleteRange(Keys.piece(0), Keys.piece(goes + 1));
            trimmed = goes;
        }
        asked = source;
        byte[] piece = asked.take();
        if (piece.length > 0) {
            taken = sequence;
            batch.put(Keys.piece(sequence), piece);
        }
    }

    /** The group that was joined is durable. */
    void kept() {
        if (taken != 0) {
            long number = taken;
            taken = 0;
            asked.kept(number);
        }
    }

    /** The group that was joined is not there, or may not be. */
    void lost(StorageException reason) {
        // what it trimmed may have come back
        trimmed = 0;
        if (taken != 0) {
            taken = 0;
            asked.lost(reason);
        }
    }
}
