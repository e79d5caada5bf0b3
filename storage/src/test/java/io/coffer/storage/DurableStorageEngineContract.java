package io.coffer.storage;

import static io.coffer.storage.EngineFixture.assertFails;
import static io.coffer.storage.EngineFixture.attributes;
import static io.coffer.storage.EngineFixture.randomBytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coffer.storage.StorageException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an engine owes whose commits outlive it. */
public abstract class DurableStorageEngineContract extends StorageEngineContract {
    protected DurableStorageEngineContract(String engineName) {
        super(engineName);
    }

    @Test
    void itStatesThatItIsDurable() {
        assertThat(engine().capabilities().durableOnCommit()).isTrue();
    }

    @Test
    void allThatWasAcknowledgedIsThereAfterReopening() {
        List<Entry> entries = new ArrayList<>();
        int[] sizes = {0, 1, 10_000, 16_384, 16_385, 65_536, 300_000};
        for (int i = 0; i < sizes.length; i++) {
            entries.add(put(Name.of("entry" + i), randomBytes(i, sizes[i]), "attributes" + i, Condition.ABSENT));
        }
        Entry updated = space().update(
                        entries.getFirst().name(),
                        attributes("updated"),
                        entries.getFirst().generation());
        entries.set(0, updated);
        put(Name.of("deleted"), randomBytes(1, 100_000), "", Condition.ANY);
        space().delete(Name.of("deleted"), Condition.ANY);
        engine().createSpace(new SpaceId("dropped"));
        engine().dropSpace(new SpaceId("dropped"));
        engine().createSpace(new SpaceId("kept"));

        for (int round = 0; round < 3; round++) {
            reopen();
            assertThat(space().scan(Name.EMPTY, Name.EMPTY, 100).entries()).isEqualTo(entries);
            for (int i = 0; i < sizes.length; i++) {
                assertThat(get(Name.of("entry" + i))).isEqualTo(randomBytes(i, sizes[i]));
            }
            assertThat(engine().createSpace(new SpaceId("kept"))).isFalse();
            assertFails(Kind.NOT_FOUND, () -> engine().space(new SpaceId("dropped")));
        }
    }

    @Test
    void generationsGoOnAfterReopening() {
        Entry first = put(Name.of("name"), new byte[1], "", Condition.ANY);
        space().delete(Name.of("name"), Condition.ANY);
        reopen();
        Entry second = put(Name.of("name"), new byte[1], "", Condition.ANY);
        assertThat(second.generation()).isGreaterThan(first.generation());
    }

    @Test
    void whatWasNotCommittedIsNotThereAfterReopening() {
        Writer writer = space().begin(-1);
        writer.write(randomBytes(1, 200_000), 0, 200_000);
        reopen();
        assertThat(space().scan(Name.EMPTY, Name.EMPTY, 10).entries()).isEmpty();
    }

    @Test
    void whatAnotherProcessBeganIsCarriedAgainAfterReopening() {
        BlobId blob = BlobId.random();
        Writer broken = space().begin(blob, -1);
        broken.write(randomBytes(1, 200_000), 0, 200_000);
        reopen();
        byte[] body = randomBytes(2, 200_000);
        try (Writer writer = space().begin(blob, body.length)) {
            writer.write(body, 0, body.length);
            space().commit(writer, Name.of("carried"), attributes(""), Condition.ABSENT);
        }
        reopen();
        assertThat(space().head(Name.of("carried")).orElseThrow().blob()).isEqualTo(blob);
        assertThat(get(Name.of("carried"))).isEqualTo(body);
    }

    @Test
    void derivedRowsAreThereAfterReopening() {
        rows();
        put(Name.of("a"), new byte[10], "colour=red", Condition.ANY);
        put(Name.of("b"), new byte[5], "colour=blue", Condition.ANY);
        space().delete(Name.of("b"), Condition.ANY);
        long sequence = rows().tallies(Name.EMPTY).sequence();
        reopen();
        assertThat(tallies()).isEqualTo("red 1x10");
        assertThat(rows().tallies(Name.EMPTY).sequence()).isEqualTo(sequence);
    }

    @Test
    void piecesBesideTheEntriesAreThereAfterReopening() {
        assumeTrue(engine().sideLog().isPresent(), "the engine takes no pieces along");
        SideLogContract.Pieces pieces = new SideLogContract.Pieces();
        engine().sideLog().orElseThrow().attach(pieces);
        for (String piece : List.of("one", "two")) {
            pieces.offer(piece);
            put(Name.of(piece), new byte[1], "", Condition.ANY);
        }
        reopen();
        List<SideLog.Piece> kept = engine().sideLog().orElseThrow().pieces();
        assertThat(kept).extracting(piece -> new String(piece.bytes(), UTF_8)).containsExactly("one", "two");
        engine().sideLog().orElseThrow().trim(kept.getFirst().number());
        put(Name.of("another"), new byte[1], "", Condition.ANY);
        reopen();
        assertThat(engine().sideLog().orElseThrow().pieces()).hasSize(1);
    }

    @Test
    void anotherDerivationHasItsRowsMadeAnew() {
        rows();
        put(Name.of("a"), new byte[10], "colour=red", Condition.ANY);
        engine().close();
        try (StorageEngine other = openWith(Derivation.NONE)) {
            assertThat(other.derivedRows().orElseThrow().tallies(Name.EMPTY).tallies())
                    .isEmpty();
            EngineFixture.putIn(other.space(SPACE), Name.of("b"), new byte[3], "colour=red", Condition.ANY);
        }
        reopen();
        assertThat(tallies()).isEqualTo("red 2x13");
        assertThat(rows().rows(Name.of("red/"), Name.EMPTY, 10).rows()).hasSize(2);
    }

    @Test
    void theDirectoryIsHeldByOneEngineOnly() {
        assumeTrue(engine().capabilities().exclusive(), "the engine states that it shares its store");
        StorageEngine held = engine();
        for (int attempt = 0; attempt < 2; attempt++) {
            assertFails(Kind.UNAVAILABLE, this::openAnother);
        }
        assertThat(held.health().writable()).isTrue();
        put(Name.of("name"), new byte[1], "", Condition.ANY);
        held.close();
        openAnother().close();
    }
}
