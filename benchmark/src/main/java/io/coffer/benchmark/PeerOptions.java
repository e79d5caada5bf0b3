package io.coffer.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a comparison with other servers is made.
 *
 * @param classPaths directory with the class paths of the peers that are Java programs
 * @param time of the whole run, about
 * @param full whether every size and number of connections is measured, as there is time for
 * @param parts what is measured
 */
record PeerOptions(Path launcher, Path classPaths, Duration time, boolean full, Set<Part> parts) {
    /** Of a comparison. */
    enum Part {
        /** Requests of many kinds and sizes. */
        REQUESTS,
        LISTING,
        /** A large object in parts. */
        UPLOAD,
        /** Small reads beside the HTTP library answering a constant. */
        LIBRARY,
        /** Two gateways beside one. */
        GATEWAYS;

        private boolean is(String argument) {
            return name().toLowerCase(Locale.ROOT).equals(argument);
        }
    }

    /** What there is to compare with other stores. */
    static final Set<Part> OF_STORES =
            Collections.unmodifiableSet(EnumSet.of(Part.REQUESTS, Part.LISTING, Part.UPLOAD, Part.LIBRARY));

    /** What there is to compare on an Ozone cluster. */
    static final Set<Part> OF_OZONE = Collections.unmodifiableSet(EnumSet.of(Part.REQUESTS, Part.GATEWAYS));

    static final String USAGE = """
            usage: PeerComparison [--launcher FILE] [--class-paths DIR] [--minutes N] [--short] [PART ...]
              --minutes  about how long the run takes, or 2 with --short
              --short    few sizes, once, to see that all works; its figures mean nothing
              PART       of stores: requests, listing, upload, library; on Ozone: requests, gateways; all when none is named
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
        return parse(arguments, MINUTES, OF_STORES);
    }

    /**
     * @param fullMinutes of a run that is not short and says no time
     * @param possible the parts there are
     */
    static PeerOptions parse(String[] arguments, int fullMinutes, Set<Part> possible) {
        Path launcher = Path.of("coffer");
        Path classPaths = Path.of("benchmark/target/peers");
        Optional<Integer> minutes = Optional.empty();
        boolean full = true;
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (int at = 0; at < arguments.length; at++) {
            switch (arguments[at]) {
                case "--launcher" -> launcher = Path.of(LoadOptions.following(arguments, ++at));
                case "--class-paths" -> classPaths = Path.of(LoadOptions.following(arguments, ++at));
                case "--minutes" -> minutes = Optional.of(LoadOptions.positive(LoadOptions.following(arguments, ++at)));
                case "--short" -> full = false;
                default -> parts.add(part(arguments[at], possible));
            }
        }
        return new PeerOptions(
                launcher.toAbsolutePath(),
                classPaths.toAbsolutePath(),
                Duration.ofMinutes(minutes.orElse(full ? fullMinutes : SHORT_MINUTES)),
                full,
                parts.isEmpty() ? possible : parts);
    }

    private static Part part(String argument, Set<Part> possible) {
        return possible.stream()
                .filter(part -> part.is(argument))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not understood: " + argument));
    }
}
