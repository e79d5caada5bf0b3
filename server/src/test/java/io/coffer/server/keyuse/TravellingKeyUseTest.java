package io.coffer.server.keyuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.server.audit.Actor;
import io.coffer.storage.SideLog;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a store whose engine takes its lines along. */
class TravellingKeyUseTest {
    private static final KeyUser USER = new KeyUser(
            new Actor(
                    "RamUser",
                    Optional.of("1234"),
                    Optional.of("77"),
                    Optional.of("name"),
                    Optional.empty(),
                    Optional.of("LTAI")),
            "REQUEST");

    @TempDir
    private Path directory;

    private final Changes changes = new Changes();

    /** An engine as far as the log sees it. */
    private static final class Changes implements SideLog {
        private final List<Piece> pieces = new ArrayList<>();
        private Source source = new Source() {
            @Override
            public byte[] take() {
                return new byte[0];
            }

            @Override
            public void kept(long number) {}

            @Override
            public void lost(StorageException reason) {}
        };
        private long number;
        private boolean refused;

        synchronized void one() {
            byte[] piece = source.take();
            if (piece.length == 0) {
                return;
            }
            number++;
            if (refused) {
                source.lost(new StorageException(StorageException.Kind.FULL, "the disk is full"));
            } else {
                pieces.add(new Piece(number, piece));
                source.kept(number);
            }
        }

        @Override
        public synchronized List<Piece> pieces() {
            return List.copyOf(pieces);
        }

        @Override
        public synchronized void attach(Source from) {
            this.source = from;
        }

        @Override
        public synchronized void trim(long upTo) {
            pieces.removeIf(piece -> piece.number() <= upTo);
        }
    }

    private Path logs() {
        return directory.resolve("log");
    }

    private KeyUseLog open(int fileBytes) {
        KeyLogLimits limits = new KeyLogLimits(fileBytes, Duration.ofDays(1), 1L << 30);
        return KeyUseLog.open(logs(), limits, "ab", Optional.of(changes), InstantSource.system());
    }

    private static KeyUse use(KeyUse.Operation operation) {
        return new KeyUse(operation, "key", 1, Optional.of("bucket"), Optional.of("0a0b"), USER);
    }

    private KeyLogVerification.Report verify(KeyUseLog.Head... heads) throws IOException {
        return KeyLogVerification.verify(logs(), List.of(heads));
    }

    /** What a machine that lost its power would have at least: the files without what was not forced. */
    private static void forgetLines(Path log) throws IOException {
        try (Stream<Path> files = Files.list(log)) {
            Path newest = files.sorted().toList().getLast();
            List<String> lines = Files.readAllLines(newest);
            Files.writeString(newest, lines.getFirst() + "\n");
        }
    }

    @Test
    void aRecordIsDurableWithTheChangeAndReachesTheFileLater() throws IOException {
        try (KeyUseLog log = open(1 << 20)) {
            KeyUseRecorder.Receipt receipt = log.record(use(KeyUse.Operation.GENERATE));
            changes.one();
            receipt.await();
            assertThat(changes.pieces()).hasSize(1);
            assertThat(log.head().link().number()).isEqualTo(2);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(verify(log.head()).breaks()).isEmpty());
        }
        assertThat(changes.pieces()).isEmpty();
        assertThat(verify().records()).isEqualTo(2);
    }

    @Test
    void whoseChangeDoesNotComeIsWrittenToTheFile() throws IOException {
        try (KeyUseLog log = open(1 << 20)) {
            log.record(use(KeyUse.Operation.ENCRYPT)).await();
            assertThat(verify(log.head()).isWhole()).isTrue();
            changes.one();
            assertThat(changes.pieces()).isEmpty();
        }
    }

    @Test
    void readsAloneDoNotTravelAndAreWrittenSoon() throws IOException {
        try (KeyUseLog log = open(1 << 20)) {
            KeyUseRecorder.Receipt read = log.record(use(KeyUse.Operation.UNWRAP));
            changes.one();
            assertThat(changes.pieces()).isEmpty();
            read.await();
            assertThat(verify(log.head()).records()).isEqualTo(2);
        }
    }

    @Test
    void whatACrashLeftInTheStoreAloneIsBroughtOver() throws IOException {
        KeyUseLog.Head head;
        List<SideLog.Piece> left = new ArrayList<>();
        try (KeyUseLog log = open(1 << 20)) {
            for (int at = 0; at < 20; at++) {
                KeyUseRecorder.Receipt unused = log.record(use(KeyUse.Operation.UNWRAP));
                KeyUseRecorder.Receipt receipt = log.record(use(KeyUse.Operation.GENERATE));
                changes.one();
                receipt.await();
            }
            head = log.head();
            left.addAll(changes.pieces());
        }
        assertThat(left).isNotEmpty();
        forgetLines(logs());
        assertThat(verify(head).isWhole()).isFalse();
        KeyUseLog.complete(logs(), left);
        assertThat(verify(head).isWhole()).isTrue();
        assertThat(verify(head).records()).isEqualTo(41);

        forgetLines(logs());
        changes.pieces.addAll(left);
        try (KeyUseLog next = open(1 << 20)) {
            assertThat(changes.pieces()).isEmpty();
            assertThat(verify(head, next.head()).isWhole()).isTrue();
        }
    }

    @Test
    void piecesOfWhatNobodyWasToldOfStayOut() throws IOException {
        KeyUseLog.Head head;
        try (KeyUseLog log = open(1 << 20)) {
            KeyUseRecorder.Receipt receipt = log.record(use(KeyUse.Operation.GENERATE));
            changes.one();
            receipt.await();
            head = log.head();
        }
        String foreign = KeyUseLine.of(3, "another", java.time.Instant.EPOCH, use(KeyUse.Operation.GENERATE), 0) + "\n";
        KeyUseLog.complete(
                logs(), List.of(new SideLog.Piece(9, foreign.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        assertThat(verify(head).records()).isEqualTo(2);
        assertThat(verify(head).isWhole()).isTrue();
    }

    @Test
    void aChangeThatFailsTakesItsRecordsWithItAndTheNextTellsOfThem() throws IOException {
        KeyUseLog.Head head;
        try (KeyUseLog log = open(1 << 20)) {
            changes.refused = true;
            KeyUseRecorder.Receipt lost = log.record(use(KeyUse.Operation.GENERATE));
            changes.one();
            assertThatThrownBy(lost::await).hasMessageContaining("the disk is full");
            changes.refused = false;
            Awaitility.await().ignoreException(StorageException.class).untilAsserted(() -> {
                KeyUseRecorder.Receipt receipt = log.record(use(KeyUse.Operation.GENERATE));
                changes.one();
                receipt.await();
            });
            Awaitility.await().untilAsserted(() -> assertThat(log.failure()).isEmpty());
            head = log.head();
        }
        assertThat(verify(head).isWhole()).isTrue();
        List<KeyLogReader.Line> lines = new ArrayList<>();
        KeyLogQuery.each(logs(), new KeyLogQuery(java.util.Map.of("operation", "generate")), lines::add);
        assertThat(lines.getFirst().json().orElseThrow().get("lostBefore").asLong())
                .isEqualTo(1);
    }

    @Test
    void manyWritersReadersAndChangesMakeOneChain() throws Exception {
        KeyUseLog.Head head;
        try (KeyUseLog log = open(20_000);
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int writer = 0; writer < 50; writer++) {
                int number = writer;
                done.add(writers.submit(() -> {
                    for (int at = 0; at < 40; at++) {
                        KeyUse.Operation operation = switch (at % 4) {
                            case 0 -> KeyUse.Operation.UNWRAP;
                            case 1 -> KeyUse.Operation.ENCRYPT;
                            default -> KeyUse.Operation.GENERATE;
                        };
                        KeyUseRecorder.Receipt receipt = log.record(use(operation));
                        if (operation == KeyUse.Operation.GENERATE) {
                            changes.one();
                        }
                        if (number % 2 == 0 || operation != KeyUse.Operation.UNWRAP) {
                            receipt.await();
                        }
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
            Awaitility.await()
                    .untilAsserted(() -> assertThat(log.head().link().number()).isEqualTo(2001));
            head = log.head();
        }
        assertThat(verify(head).breaks()).isEmpty();
        assertThat(verify(head).records()).isEqualTo(2001);
        assertThat(changes.pieces()).isEmpty();
    }

    @Test
    void aFileThatWasBegunInVainIsPassedOver() throws IOException {
        KeyUseLog.Head head;
        try (KeyUseLog log = open(1 << 20)) {
            log.record(use(KeyUse.Operation.ENCRYPT)).await();
            head = log.head();
        }
        Files.createFile(KeyLogFiles.name(logs(), 1, 3));
        try (KeyUseLog next = open(1 << 20)) {
            assertThat(verify(head, next.head()).isWhole()).isTrue();
        }
    }
}
