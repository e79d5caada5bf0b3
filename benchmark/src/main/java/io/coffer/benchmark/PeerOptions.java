package io.coffer.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a comparison with other servers is made.
 *
 * @param classPaths directory with the class paths of the peers that are Java programs
 * @param time of the whole run, about
 * @param full whether every size and number of connections is measured, as there is time for
 */
record PeerOptions(Path launcher, Path classPaths, Duration time, boolean full) {
    static final String USAGE = """
            usage: PeerComparison [--launcher FILE] [--class-paths DIR] [--minutes N] [--short]
              --minutes  about how long the run takes, built in 60, or 2 with --short
              --short    few sizes, once, to see that all works; its figures mean nothing
            """;
    private static final int MINUTES = 60;
    private static final int SHORT_MINUTES = 2;
    private static final int ROUNDS = 3;

    int rounds() {
        return full ? ROUNDS : 1;
    }

    /** Objects that are listed, as far as there is time to make them. */
    int listed() {
        return full ? 1_000_000 : 2_000;
    }

    /** The size of the upload in parts. */
    long uploaded() {
        return full ? 10L << 30 : 32L << 20;
    }

    /** @throws IllegalArgumentException for an argument that is not understood */
    static PeerOptions parse(String[] arguments) {
        return parse(arguments, MINUTES);
    }

    /** @param fullMinutes of a run that is not short and says no time */
    static PeerOptions parse(String[] arguments, int fullMinutes) {
        Path launcher = Path.of("coffer");
        Path classPaths = Path.of("benchmark/target/peers");
        Optional<Integer> minutes = Optional.empty();
        boolean full = true;
        for (int at = 0; at < arguments.length; at++) {
            switch (arguments[at]) {
                case "--launcher" -> launcher = Path.of(LoadOptions.following(arguments, ++at));
                case "--class-paths" -> classPaths = Path.of(LoadOptions.following(arguments, ++at));
                case "--minutes" -> minutes = Optional.of(LoadOptions.positive(LoadOptions.following(arguments, ++at)));
                case "--short" -> full = false;
                default -> throw new IllegalArgumentException("not understood: " + arguments[at]);
            }
        }
        return new PeerOptions(
                launcher.toAbsolutePath(),
                classPaths.toAbsolutePath(),
                Duration.ofMinutes(minutes.orElse(full ? fullMinutes : SHORT_MINUTES)),
                full);
    }
}
