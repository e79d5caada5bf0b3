package io.coffer.storage.embedded;

import static io.coffer.storage.EngineFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.EngineFixture;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed at any moment loses nothing it acknowledged, and leaves nothing half done. */
class CrashTest {
    private static final int ROUNDS = Integer.getInteger("coffer.crash.rounds", 8);
    private static final int NEVER = -1;

    @TempDir
    Path directory;

    private final int[] acknowledged = new int[CrashingProcess.THREADS];
    private final Random random = new Random();

    CrashTest() {
        Arrays.fill(acknowledged, NEVER);
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingProcess.class.getName(),
                directory.toString()));
        for (int last : acknowledged) {
            command.add(Integer.toString(last + 1));
        }
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader output(Process process) {
        return process.inputReader(StandardCharsets.US_ASCII);
    }

    @Test
    void aKilledProcessLosesNothingItAcknowledged() throws Exception {
        int before = Arrays.stream(acknowledged).sum();
        for (int round = 0; round < ROUNDS; round++) {
            Process process = start();
            try (BufferedReader output = output(process)) {
                assertThat(output.readLine()).isEqualTo("open");
                int lines = 1 + random.nextInt(600);
                for (int i = 0; i < lines; i++) {
                    take(output.readLine());
                }
                process.toHandle().destroyForcibly();
                output.lines().forEach(this::take);
            }
            assertThat(process.waitFor()).isEqualTo(128 + 9);
            int steps = Arrays.stream(acknowledged).sum();
            assertThat(steps).isGreaterThan(before);
            before = steps;
            assertNothingLost();
        }
    }

    /** A line cut by the kill can only be a shorter number: of an earlier step, or none. */
    private void take(String line) {
        String[] parts = line.split(" ");
        if (parts.length == 2 && !parts[1].isEmpty()) {
            int thread = Integer.parseInt(parts[0]);
            acknowledged[thread] = Math.max(acknowledged[thread], Integer.parseInt(parts[1]));
        }
    }

    private void assertNothingLost() throws IOException {
        try (StorageEngine engine = Store.open(directory)) {
            Space space = engine.space(Store.SPACE);
            int inFiles = 0;
            for (int thread = 0; thread < CrashingProcess.THREADS; thread++) {
                for (int slot = 0; slot < CrashingProcess.SLOTS; slot++) {
                    inFiles += check(space, thread, slot);
                }
            }
            assertThat(engine.derivedRows().orElseThrow().differences()).isEmpty();
            assertThat(engine.examine().orElseThrow().damage()).isEmpty();
            int expectedFiles = inFiles;
            Awaitility.await()
                    .untilAsserted(() -> assertThat(Store.bodyFiles(directory))
                            .as("no orphans")
                            .hasSize(expectedFiles));
        }
    }

    /** @return how many files the slot's body takes */
    private int check(Space space, int thread, int slot) {
        Name name = CrashingProcess.name(thread, slot);
        Optional<Entry> found = space.head(name);
        int step = found.map(
                        entry -> Integer.parseInt(new String(entry.attributes().bytes(), StandardCharsets.US_ASCII)))
                .orElse(NEVER);
        assertThat(possible(thread, slot))
                .as("slot %d of thread %d", slot, thread)
                .contains(step);
        if (found.isEmpty()) {
            return 0;
        }
        try (Reader reader = space.open(name)) {
            assertThat(EngineFixture.bytes(reader)).isEqualTo(CrashingProcess.body(thread, step));
        }
        return found.get().size() > 65_536 ? 1 : 0;
    }

    /** What the slot may hold: its last acknowledged step, or the one that was under way. */
    private List<Integer> possible(int thread, int slot) {
        int last = acknowledged[thread];
        int mine = last - Math.floorMod(last - slot, CrashingProcess.SLOTS);
        List<Integer> possible = new ArrayList<>();
        possible.add(mine < 0 || CrashingProcess.deletes(mine) ? NEVER : mine);
        int underWay = last + 1;
        if (underWay % CrashingProcess.SLOTS == slot) {
            possible.add(CrashingProcess.deletes(underWay) ? NEVER : underWay);
        }
        return possible;
    }

    @Test
    void anotherProcessHoldsTheDirectoryUntilItDies() throws Exception {
        Process process = start();
        try (BufferedReader output = output(process)) {
            assertThat(output.readLine()).isEqualTo("open");
            assertFails(Kind.UNAVAILABLE, () -> Store.open(directory));
            process.toHandle().destroyForcibly();
            process.waitFor();
        }
        Store.open(directory).close();
    }
}
