package io.coffer.server.digest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bodies that a worker has taken: one, or several whose next blocks go through lanes together. */
final class Md5Batch {
    private final List<BesideMd5> bodies = new ArrayList<>();

    List<BesideMd5> bodies() {
        return bodies;
    }

    /** Digests one piece of each body. What a body has left of its piece afterwards waits for the next turn. */
    void run(Optional<Lanes> lanes) {
        try {
            if (bodies.size() == 1) {
                BesideMd5.Piece piece = bodies.getFirst().piece();
                bodies.getFirst().work().update(piece.bytes, piece.offset, piece.end);
                piece.offset = piece.end;
            } else {
                runLanes(lanes.orElseThrow());
            }
        } catch (RuntimeException | Error failure) {
            bodies.forEach(body -> body.fail(failure));
        }
    }

    private void runLanes(Lanes lanes) {
        int used = bodies.size();
        int[][] states = new int[used][];
        byte[][] messages = new byte[used][];
        int[] offsets = new int[used];
        int blocks = Integer.MAX_VALUE;
        for (int lane = 0; lane < used; lane++) {
            BesideMd5.Piece piece = bodies.get(lane).piece();
            Md5State state = bodies.get(lane).work().open().orElseThrow();
            piece.offset = state.begin(piece.bytes, piece.offset, piece.end);
            states[lane] = state.chained();
            messages[lane] = piece.bytes;
            offsets[lane] = piece.offset;
            blocks = Math.min(blocks, (piece.end - piece.offset) / Md5State.BLOCK);
        }
        lanes.compress(states, messages, offsets, used, blocks);
        for (BesideMd5 body : bodies) {
            Md5State state = body.work().open().orElseThrow();
            BesideMd5.Piece piece = body.piece();
            piece.offset += blocks * Md5State.BLOCK;
            state.compressed(blocks);
            if (piece.end - piece.offset < Md5State.BLOCK) {
                state.keep(piece.bytes, piece.offset, piece.end);
                piece.offset = piece.end;
            }
        }
    }
}
