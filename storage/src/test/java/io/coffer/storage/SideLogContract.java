package io.coffer.storage;

import static io.coffer.storage.EngineFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.coffer.storage.StorageException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of an engine that takes pieces of a log along with its changes. */
public interface SideLogContract extends EngineFixture {
    /** Gives one piece after the other, and remembers what became of them. */
    final class Pieces implements SideLog.Source {
        private final List<String> told = new ArrayList<>();
        private String next = "";
        private int questions;

        @Override
        public synchronized byte[] take() {
            questions++;
            byte[] piece = next.getBytes(StandardCharsets.UTF_8);
            next = "";
            return piece;
        }

        @Override
        public synchronized void kept(long number) {
            told.add("kept " + (number > 0));
        }

        @Override
        public synchronized void lost(StorageException reason) {
            told.add("lost " + reason.kind());
        }

        public synchronized void offer(String piece) {
            next = piece;
        }

        public synchronized List<String> told() {
            return List.copyOf(told);
        }

        public synchronized int questions() {
            return questions;
        }
    }

    private SideLog sideLog() {
        assumeThat(engine().sideLog()).as("the engine takes pieces along").isPresent();
        return engine().sideLog().orElseThrow();
    }

    private List<String> kept() {
        return sideLog().pieces().stream()
                .map(piece -> new String(piece.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    private Pieces attached() {
        Pieces pieces = new Pieces();
        sideLog().attach(pieces);
        return pieces;
    }

    @Test
    default void aPieceTravelsWithTheNextChangeAndIsToldBeforeIt() {
        Pieces pieces = attached();
        pieces.offer("one");
        put(Name.of("a"), new byte[10], "", Condition.ANY);
        assertThat(pieces.told()).containsExactly("kept true");
        pieces.offer("two");
        space().delete(Name.of("a"), Condition.ANY);
        assertThat(kept()).containsExactly("one", "two");
    }

    @Test
    default void piecesHaveRisingNumbersAndGoUpToTheTrimmedOne() {
        Pieces pieces = attached();
        for (String piece : List.of("one", "two", "three")) {
            pieces.offer(piece);
            put(Name.of(piece), new byte[1], "", Condition.ANY);
        }
        List<SideLog.Piece> all = sideLog().pieces();
        assertThat(all.stream().map(SideLog.Piece::number)).isSorted().doesNotHaveDuplicates();
        sideLog().trim(all.get(1).number());
        put(Name.of("another"), new byte[1], "", Condition.ANY);
        assertThat(kept()).containsExactly("three");
    }

    @Test
    default void whatChangesNothingTakesNothingAlong() {
        put(Name.of("a"), new byte[1], "", Condition.ANY);
        Pieces pieces = attached();
        pieces.offer("one");
        assertFails(Kind.CONFLICT, () -> put(Name.of("a"), new byte[1], "", Condition.ABSENT));
        assertThat(kept()).isEmpty();
        assertThat(pieces.questions()).isZero();
    }

    @Test
    default void changesWithoutAPieceAreAsBefore() {
        attached();
        put(Name.of("a"), new byte[5], "", Condition.ANY);
        assertThat(kept()).isEmpty();
        assertThat(get(Name.of("a"))).hasSize(5);
    }
}
