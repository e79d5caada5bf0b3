package io.coffer.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets a process use no more than a share of one processor, by a control group of its own, as if it ran on a smaller machine.
 * Needs the right to make control groups.
 *
 * @see <a href="https://docs.kernel.org/scheduler/sched-bwc.html">bandwidth control of Linux</a>
 */
final class ProcessorShare implements AutoCloseable {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    /** Of version 1, where each kind of control has a tree of its own. */
    private static final Path OLD_GROUPS = GROUPS.resolve("cpu");

    private static final String PROCESSES = "cgroup.procs";
    private static final int PERIOD_MICROS = 20_000;

    private final Path group;
    private final long process;

    private ProcessorShare(Path group, long process) {
        this.group = group;
        this.process = process;
    }

    /** @throws IOException when the machine does not let one */
    static ProcessorShare of(long process, double share) throws IOException {
        boolean old = Files.isDirectory(OLD_GROUPS);
        Path group = Files.createDirectories((old ? OLD_GROUPS : GROUPS).resolve("coffer-benchmark-" + process));
        long quota = Math.round(share * PERIOD_MICROS);
        if (old) {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
        } else {
            Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
        }
        Files.writeString(group.resolve(PROCESSES), Long.toString(process));
        return new ProcessorShare(group, process);
    }

    @Override
    public void close() throws IOException {
        Files.writeString(group.resolveSibling(PROCESSES), Long.toString(process));
        Files.delete(group);
    }
}
