package io.coffer.storage.ozone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.storage.Attributes;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import io.coffer.storage.Writer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.ozone.client.io.OzoneOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What this engine does beside the contract: two gateways, what crashes leave, and Ozone's peculiarities. */
class OzoneSpaceTest {
    private static final SpaceId SPACE = new SpaceId("space");
    private static final Name NAME = Name.of("name");
    private static final int LARGE = 100_000;

    private final Map<String, String> options =
            new HashMap<>(TestCluster.running().freshVolume());
    private OzoneCluster cluster;
    private OzoneStorageEngine engine;
    private OzoneSpace space;

    @BeforeEach
    void open() {
        options.put("request-seconds", "2");
        engine = OzoneStorageEngine.open(OzoneOptions.parse(options));
        cluster = OzoneCluster.open(OzoneOptions.parse(options));
        engine.createSpace(SPACE);
        space = (OzoneSpace) engine.space(SPACE);
    }

    @AfterEach
    void close() {
        engine.close();
        cluster.close();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static Entry put(Space space, Name name, int size, Condition condition) {
        try (Writer writer = space.begin(size)) {
            writer.write(random(size), 0, size);
            return space.commit(writer, name, Attributes.EMPTY, condition);
        }
    }

    private List<String> bodies() throws IOException {
        List<String> keys = new ArrayList<>();
        cluster.forEach(space.bucket(), KeyNames.BODIES, key -> keys.add(key.getKeyName()));
        return keys;
    }

    /** Pages of raw names in UTF-16 order over a table in UTF-8 order would lose the second of these. */
    @Test
    void noPageLosesACharacterBeyondTheBasicPlane() {
        List<Name> names = List.of(Name.of("a"), Name.of("\uFFEE"), Name.of("\uD83D\uDE00"));
        names.forEach(name -> space.commit(name, Attributes.EMPTY, Condition.ABSENT));
        for (int limit : new int[] {1, 2, 7, 1000}) {
            List<Name> listed = new ArrayList<>();
            Name after = Name.EMPTY;
            Page page;
            do {
                page = space.scan(Name.EMPTY, after, limit);
                page.entries().forEach(entry -> listed.add(entry.name()));
                after = listed.getLast();
            } while (page.more());
            assertThat(listed).as("pages of %d", limit).isEqualTo(names);
        }
    }

    @Test
    void anAbortedBodyLeavesNoKey() throws IOException {
        try (Writer writer = space.begin(LARGE)) {
            writer.write(random(LARGE), 0, LARGE);
        }
        assertThat(bodies()).isEmpty();
        assertThat(engine.dropSpace(SPACE)).isTrue();
    }

    @Test
    void aBodyGoesWithItsEntry() throws IOException {
        put(space, NAME, LARGE, Condition.ANY);
        Entry second = put(space, NAME, LARGE + 1, Condition.ANY);
        assertThat(bodies()).containsExactly(KeyNames.body(second.blob()));
        assertThatThrownBy(() -> put(space, NAME, LARGE, Condition.ABSENT)).isInstanceOf(StorageException.class);
        assertThat(bodies()).containsExactly(KeyNames.body(second.blob()));
        put(space, NAME, 10, Condition.generation(second.generation()));
        assertThat(bodies()).isEmpty();
        put(space, NAME, LARGE, Condition.ANY);
        assertThat(space.delete(NAME, Condition.ANY)).isTrue();
        assertThat(bodies()).isEmpty();
        assertThat(engine.dropSpace(SPACE)).isTrue();
    }

    @Test
    void twoGatewaysSeeEachOthersChangesAtOnce() throws IOException {
        try (OzoneStorageEngine other = OzoneStorageEngine.open(OzoneOptions.parse(options))) {
            Space there = other.space(SPACE);
            Entry first = put(space, NAME, LARGE, Condition.ABSENT);
            assertThat(there.head(NAME)).contains(first);
            assertThat(there.scan(Name.EMPTY, Name.EMPTY, 10).entries()).containsExactly(first);
            Entry second = there.update(NAME, new Attributes(new byte[] {1}), first.generation());
            assertThat(space.head(NAME)).contains(second);
            assertConflict(() -> space.update(NAME, Attributes.EMPTY, first.generation()));
            try (Reader reader = space.open(NAME);
                    InputStream body = reader.range(0, LARGE)) {
                assertThat(body.readAllBytes()).isEqualTo(random(LARGE));
            }
            there.delete(NAME, Condition.generation(second.generation()));
            assertThat(space.head(NAME)).isEmpty();
            assertThat(other.dropSpace(SPACE)).isTrue();
            assertThatThrownBy(() -> space.head(NAME))
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND));
        }
    }

    private static void assertConflict(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StorageException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFLICT));
    }

    /** As a gateway leaves it that ends between setting the mark and deleting the key. */
    private void leaveMark(Name name, long generation) throws IOException {
        OzoneOutputStream stream = cluster.create(
                space.bucket(),
                KeyNames.record(name),
                0,
                KeyRecord.deleted(generation, BlobId.random()).metadata());
        stream.close();
    }

    @Test
    void aFreshMarkHidesTheEntryAndIsNotWrittenOver() throws IOException {
        leaveMark(NAME, new Generations().after(0));
        assertThat(space.head(NAME)).isEmpty();
        assertThat(space.scan(Name.EMPTY, Name.EMPTY, 10).entries()).isEmpty();
        assertThat(space.delete(NAME, Condition.ANY)).isFalse();
        for (Condition condition : List.of(Condition.ANY, Condition.ABSENT)) {
            assertThatThrownBy(() -> space.commit(NAME, Attributes.EMPTY, condition))
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
        }
        assertThat(engine.sweep().sweep(Duration.ZERO)).isZero();
        assertConflict(() -> engine.dropSpace(SPACE));
    }

    @Test
    void aSpentMarkIsWrittenOverAndSwept() throws IOException {
        long longAgo = (System.currentTimeMillis() - 60_000) << 21;
        leaveMark(NAME, longAgo);
        Entry entry = space.commit(NAME, Attributes.EMPTY, Condition.ABSENT);
        assertThat(entry.generation()).isGreaterThan(longAgo);
        leaveMark(Name.of("other"), longAgo);
        assertThat(engine.sweep().sweep(Duration.ZERO)).isOne();
        assertThat(space.head(NAME)).contains(entry);
        space.delete(NAME, Condition.ANY);
        leaveMark(NAME, longAgo);
        assertThat(engine.dropSpace(SPACE)).isTrue();
    }

    @Test
    void theSweepFreesOldBodiesThatNothingClaims() throws IOException {
        Entry kept = put(space, NAME, LARGE, Condition.ANY);
        OzoneOutputStream orphan = cluster.createBody(space.bucket(), KeyNames.body(BlobId.random()), 3);
        orphan.write(new byte[] {1, 2, 3});
        orphan.close();
        assertThat(engine.sweep().sweep(Duration.ofMinutes(1))).isZero();
        assertThat(bodies()).hasSize(2);
        assertThat(engine.sweep().sweep(Duration.ZERO)).isOne();
        assertThat(bodies()).containsExactly(KeyNames.body(kept.blob()));
    }

    /** What an earlier try of a migration left is old, and claimed by the next one. */
    @Test
    void whereBodiesAreCarriedTheSweepFreesNone() throws IOException {
        BlobId blob = BlobId.random();
        OzoneOutputStream left = cluster.createBody(space.bucket(), KeyNames.body(blob), 3);
        left.write(new byte[] {1, 2, 3});
        left.close();
        try (Writer writer = space.begin(blob, LARGE)) {
            writer.write(random(LARGE), 0, LARGE);
            assertThat(engine.sweep().sweep(Duration.ZERO)).isZero();
            space.commit(writer, NAME, Attributes.EMPTY, Condition.ABSENT);
        }
        try (Reader reader = space.open(NAME);
                InputStream body = reader.range(0, LARGE)) {
            assertThat(body.readAllBytes()).isEqualTo(random(LARGE));
        }
        try (Writer writer = space.begin(BlobId.random(), LARGE)) {
            writer.write(random(LARGE), 0, LARGE);
            assertConflict(() -> space.commit(writer, NAME, Attributes.EMPTY, Condition.ABSENT));
        }
        assertThat(bodies()).as("what was refused may be begun again").hasSize(2);
    }

    @Test
    void oneGatewaySweepsADay() {
        long now = System.currentTimeMillis();
        try (OzoneStorageEngine other = OzoneStorageEngine.open(OzoneOptions.parse(options))) {
            assertThat(engine.sweep().isMine(now)).isTrue();
            assertThat(other.sweep().isMine(now + 1000)).isFalse();
            assertThat(other.sweep().isMine(now + Duration.ofDays(1).toMillis()))
                    .isTrue();
        }
    }

    @Test
    void aMissingBodyIsDamage() throws IOException {
        Entry entry = put(space, NAME, LARGE, Condition.ANY);
        cluster.delete(space.bucket(), KeyNames.body(entry.blob()));
        assertThatThrownBy(() -> space.open(NAME))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CORRUPT));
    }

    /** As a gateway leaves it that ends while it makes or drops a space. */
    @Test
    void aSpaceWithoutItsBucketIsMadeAnew() throws IOException {
        cluster.deleteBucket(space.bucket());
        assertThat(engine.createSpace(SPACE)).isTrue();
        Space again = engine.space(SPACE);
        put(again, NAME, 10, Condition.ABSENT);
        assertThat(again.head(NAME)).isPresent();
    }
}
