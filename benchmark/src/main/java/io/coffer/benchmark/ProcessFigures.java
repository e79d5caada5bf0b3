package io.coffer.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Linux tells of a process under {@code /proc/PID}, see proc(5); of several the sum. */
final class ProcessFigures {
    /** The kernel shows times in ticks of USER_HZ, 100 a second on every usual architecture. */
    private static final double MICROS_PER_TICK = 10_000;

    /** Fields after the command's closing parenthesis: utime is the 14th of the line, stime the 15th. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    private final List<Path> directories;

    ProcessFigures(long processId) {
        this(Path.of("/proc", Long.toString(processId)));
    }

    ProcessFigures(Path directory) {
        this(List.of(directory));
    }

    private ProcessFigures(List<Path> directories) {
        this.directories = directories;
    }

    ProcessFigures and(ProcessFigures other) {
        return new ProcessFigures(
                Stream.concat(directories.stream(), other.directories.stream()).toList());
    }

    /** Processor time of all threads so far, user and system, in microseconds. */
    double processorMicros() {
        return directories.stream().mapToDouble(ProcessFigures::processorMicros).sum();
    }

    private static double processorMicros(Path directory) {
        String line = read(directory, "stat").getFirst();
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * MICROS_PER_TICK;
    }

    /** Memory in use now, in KiB. */
    long residentKibibytes() {
        return status("VmRSS:");
    }

    /** The most memory that was ever in use, in KiB. */
    long peakResidentKibibytes() {
        return status("VmHWM:");
    }

    /** Files, sockets and directories that are open now. */
    long openFiles() {
        return directories.stream().mapToLong(ProcessFigures::openFiles).sum();
    }

    private static long openFiles(Path directory) {
        try (Stream<Path> handles = Files.list(directory.resolve("fd"))) {
            return handles.count();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private long status(String name) {
        return directories.stream()
                .mapToLong(directory -> status(directory, name))
                .sum();
    }

    private static long status(Path directory, String name) {
        String line = read(directory, "status").stream()
                .filter(candidate -> candidate.startsWith(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(directory + " tells no " + name));
        return Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
    }

    private static List<String> read(Path directory, String file) {
        try {
            return Files.readAllLines(directory.resolve(file));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
