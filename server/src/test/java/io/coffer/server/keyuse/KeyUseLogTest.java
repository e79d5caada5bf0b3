package io.coffer.server.keyuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.server.audit.Actor;
import io.coffer.server.audit.Link;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyUseLogTest {
    private static final KeyLogLimits LIMITS = new KeyLogLimits(1 << 20, Duration.ofDays(1), 1L << 30);
    private static final KeyUser USER = new KeyUser(
            new Actor(
                    "RamUser",
                    Optional.of("1234"),
                    Optional.of("77"),
                    Optional.of("a \"quoted\"\\\n name \ud800"),
                    Optional.empty(),
                    Optional.of("LTAI")),
            "REQUEST");

    @TempDir
    private Path directory;

    private KeyUseLog open(KeyLogLimits limits) {
        return KeyUseLog.open(directory, limits, "ab", Optional.empty(), InstantSource.system());
    }

    private static KeyUse use(KeyUse.Operation operation, int version) {
        return new KeyUse(operation, "key", version, Optional.of("bucket"), Optional.of("0a0b"), USER);
    }

    private KeyUseLog.Head write(int records) {
        try (KeyUseLog log = open(LIMITS)) {
            for (int at = 1; at <= records; at++) {
                log.record(use(KeyUse.Operation.GENERATE, at)).await();
            }
            return log.head();
        }
    }

    private KeyLogVerification.Report verify(KeyUseLog.Head... heads) throws IOException {
        return KeyLogVerification.verify(directory, List.of(heads));
    }

    private List<String> kinds(KeyUseLog.Head... heads) throws IOException {
        return verify(heads).breaks().stream().map(found -> found.kind().name()).toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private void edit(Path file, UnaryOperator<List<String>> edit) throws IOException {
        Files.write(file, edit.apply(new ArrayList<>(Files.readAllLines(file))));
    }

    @Test
    void everyRecordIsThereAndTellsWhoUsedWhat() throws IOException {
        KeyUseLog.Head head = write(3);
        assertThat(head.link().number()).isEqualTo(4);
        assertThat(verify(head).isWhole()).isTrue();
        List<KeyLogReader.Line> lines = new ArrayList<>();
        KeyLogQuery.each(directory, new KeyLogQuery(java.util.Map.of("operation", "generate")), lines::add);
        assertThat(lines).hasSize(3).allSatisfy(line -> {
            assertThat(line.text("bucket")).isEqualTo("bucket");
            assertThat(line.text("blob")).isEqualTo("0a0b");
            assertThat(line.text("account")).isEqualTo("1234");
            assertThat(line.text("principal")).isEqualTo("a \"quoted\"\\\n name \ud800");
            assertThat(line.text("requestId")).isEqualTo("REQUEST");
        });
    }

    @Test
    void manyWritersMakeOneChain() throws Exception {
        try (KeyUseLog log = open(LIMITS);
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int writer = 0; writer < 50; writer++) {
                done.add(writers.submit(() -> {
                    for (int at = 0; at < 40; at++) {
                        log.record(use(at % 2 == 0 ? KeyUse.Operation.UNWRAP : KeyUse.Operation.GENERATE, at))
                                .await();
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
            assertThat(log.head().link().number()).isEqualTo(2001);
        }
        assertThat(verify().isWhole()).isTrue();
        assertThat(verify().records()).isEqualTo(2001);
    }

    @Test
    void fullFilesAreFollowedByOthersAndTheOldestGo() throws IOException {
        KeyLogLimits small = new KeyLogLimits(2000, Duration.ofDays(1), 8000);
        try (KeyUseLog log = open(small)) {
            for (int at = 0; at < 100; at++) {
                log.record(use(KeyUse.Operation.GENERATE, at)).await();
            }
        }
        long total = 0;
        for (Path file : files()) {
            total += Files.size(file);
        }
        assertThat(files()).hasSizeGreaterThan(2);
        assertThat(total).isLessThan(11_000);
        assertThat(verify().isWhole()).isTrue();
        assertThat(verify().notes()).hasSize(1);
    }

    @Test
    void aProcessBeginsItsChainBehindTheOneBefore() throws IOException {
        write(2);
        KeyUseLog.Head second = write(3);
        assertThat(second.chain().ordinal()).isEqualTo(2);
        assertThat(verify(second).isWhole()).isTrue();
        assertThat(verify().chains()).hasSize(2);
    }

    @Test
    void anUnfinishedLineIsCutOffAtTheNextStart() throws IOException {
        write(2);
        Path file = files().getFirst();
        Files.writeString(file, "{\"number\":4,\"previ", StandardOpenOption.APPEND);
        assertThat(verify().isWhole()).isTrue();
        assertThat(verify().unfinishedBytes()).isEqualTo(18);
        write(1);
        assertThat(verify().isWhole()).isTrue();
        assertThat(verify().unfinishedBytes()).isZero();
    }

    /** What lies on the disk while the log is open is what a crash leaves. */
    private byte[] crashed(int records) throws IOException {
        try (KeyUseLog log = open(LIMITS)) {
            for (int at = 1; at <= records; at++) {
                log.record(use(KeyUse.Operation.GENERATE, at)).await();
            }
            return Files.readAllBytes(files().getLast());
        }
    }

    private static int linesEnd(byte[] file) {
        int end = file.length;
        while (file[end - 1] == 0) {
            end--;
        }
        return end;
    }

    @Test
    void zerosAheadOfTheLinesAreNoRecordsAndACrashLeavesThemToTheNextStart() throws IOException {
        byte[] left = crashed(2);
        Path file = files().getFirst();
        assertThat(Files.size(file)).isEqualTo(linesEnd(left)).isLessThan(left.length);
        Files.write(file, left);
        assertThat(verify().isWhole()).isTrue();
        assertThat(verify().records()).isEqualTo(3);
        assertThat(verify().unfinishedBytes()).isZero();
        write(1);
        assertThat(Files.size(file)).isEqualTo(linesEnd(left));
        assertThat(verify().isWhole()).isTrue();
        assertThat(verify().records()).isEqualTo(5);
    }

    @Test
    void aBatchOfWhichOnlyThePagesBehindReachedTheDiskIsUnfinished() throws IOException {
        byte[] left = crashed(9);
        int durable = new String(left, StandardCharsets.UTF_8).indexOf("\n{\"number\":4,") + 1;
        Arrays.fill(left, durable, durable + 900, (byte) 0);
        Path file = files().getFirst();
        Files.write(file, left);
        assertThat(verify().isWhole()).isTrue();
        assertThat(verify().records()).isEqualTo(3);
        assertThat(verify().unfinishedBytes()).isEqualTo(linesEnd(left) - durable);
        write(1);
        assertThat(Files.size(file)).isEqualTo(durable);
        assertThat(verify().isWhole()).isTrue();
    }

    @Test
    void zerosInAnOlderFileAreDamage() throws IOException {
        write(9);
        write(1);
        byte[] bytes = Files.readAllBytes(files().getFirst());
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 900, (byte) 0);
        Files.write(files().getFirst(), bytes);
        assertThat(kinds()).contains("DAMAGED");
    }

    @Test
    void aChangedRecordIsFound() throws IOException {
        write(5);
        edit(files().getFirst(), lines -> {
            lines.set(2, lines.get(2).replace("\"keyVersion\":2", "\"keyVersion\":9"));
            return lines;
        });
        assertThat(kinds()).containsExactly("REPLACED");
    }

    @Test
    void aRemovedRecordIsFound() throws IOException {
        write(5);
        edit(files().getFirst(), lines -> {
            lines.remove(3);
            return lines;
        });
        assertThat(kinds()).containsExactly("MISSING");
    }

    @Test
    void arbitraryBytesAreFound() throws IOException {
        write(5);
        byte[] bytes = Files.readAllBytes(files().getFirst());
        bytes[bytes.length / 2] ^= (byte) 0x80;
        Files.write(files().getFirst(), bytes);
        assertThat(kinds()).isNotEmpty();
    }

    @Test
    void aRemovedChainIsFound() throws IOException {
        write(1);
        write(1);
        write(1);
        Files.delete(files().get(1));
        assertThat(kinds()).containsExactly("MISSING");
    }

    @Test
    void aCutChainIsFoundByTheNextOne() throws IOException {
        write(3);
        write(1);
        edit(files().getFirst(), lines -> lines.subList(0, 3));
        assertThat(kinds()).containsExactly("REPLACED");
    }

    @Test
    void aCutAtTheEndIsFoundByTheAnchorAlone() throws IOException {
        KeyUseLog.Head head = write(5);
        edit(files().getFirst(), lines -> lines.subList(0, 3));
        assertThat(kinds()).isEmpty();
        assertThat(kinds(head)).containsExactly("TRUNCATED");
    }

    @Test
    void aLogWrittenAnewIsFoundByTheAnchorAlone() throws IOException {
        KeyUseLog.Head head = write(2);
        Files.delete(files().getFirst());
        write(3);
        assertThat(kinds()).isEmpty();
        assertThat(kinds(head)).containsExactly("NOT_AS_ANCHORED");
    }

    @Test
    void whatWasWrittenBehindTheAnchorMayGoUnseen() throws IOException {
        KeyUseLog.Head head;
        try (KeyUseLog log = open(LIMITS)) {
            log.record(use(KeyUse.Operation.GENERATE, 1)).await();
            head = log.head();
            log.record(use(KeyUse.Operation.GENERATE, 2)).await();
        }
        edit(files().getFirst(), lines -> lines.subList(0, 2));
        assertThat(verify(head).isWhole()).isTrue();
    }

    @Test
    void aLogThatCannotBeWrittenRefusesAndGoesOnWhenItCan() throws Exception {
        try (KeyUseLog log = open(new KeyLogLimits(600, Duration.ofDays(1), 1L << 30))) {
            log.record(use(KeyUse.Operation.GENERATE, 1)).await();
            Path elsewhere = directory.resolveSibling(directory.getFileName() + "-away");
            Files.move(directory, elsewhere);
            assertThatThrownBy(
                            () -> log.record(use(KeyUse.Operation.GENERATE, 2)).await())
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(StorageException.Kind.UNAVAILABLE));
            assertThat(log.failure()).isNotEmpty();
            assertThatThrownBy(() -> log.record(use(KeyUse.Operation.UNWRAP, 3)))
                    .isInstanceOf(StorageException.class);
            Files.move(elsewhere, directory);
            recordWhenItCan(log);
            assertThat(log.failure()).isEmpty();
        }
        assertThat(verify().isWhole()).isTrue();
        String newest = Files.readString(files().getLast(), StandardCharsets.UTF_8);
        assertThat(newest).contains("\"keyVersion\":4").contains("\"lostBefore\":");
    }

    private static void recordWhenItCan(KeyUseLog log) throws InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                log.record(use(KeyUse.Operation.GENERATE, 4)).await();
                return;
            } catch (StorageException notYet) {
                Thread.sleep(50);
            }
        }
        throw new AssertionError("the log stayed refused");
    }

    @Test
    void anchorsOfOtherChainsAreNoBreakInASingleFile() throws IOException {
        write(1);
        KeyUseLog.Head second = write(1);
        KeyLogVerification.Report report = KeyLogVerification.verify(files().getFirst(), List.of(second));
        assertThat(report.isWhole()).isTrue();
        assertThat(report.notes()).hasSize(1);
        assertThat(second.link()).isNotEqualTo(new Link(0, ""));
    }
}
