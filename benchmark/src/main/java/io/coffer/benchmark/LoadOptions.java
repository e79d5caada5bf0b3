package io.coffer.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a run is made.
 *
 * @param launcher the {@code coffer} script
 * @param rounds of each load
 * @param loadTime of one load in one round
 * @param starts how many starts of an existing store are timed
 * @param scale of what the figures are about
 */
record LoadOptions(Path launcher, Set<Section> sections, int rounds, Duration loadTime, int starts, Scale scale) {
    /** The parts of a run. */
    enum Section {
        START,
        SMALL,
        LARGE,
        MEMORY
    }

    /**
     * @param largeBytes of the large objects that are compared
     * @param streams how many clients stream while memory is measured
     * @param shortStreamBytes of the small objects that they stream
     * @param longStreamFactor how much longer the large ones are
     * @param streamed under which of these
     */
    record Scale(long largeBytes, int streams, long shortStreamBytes, int longStreamFactor, List<Encryption> streamed) {
        static final Scale FULL = new Scale(64 << 20, 32, 16 << 20, 16, List.of(Encryption.AES256, Encryption.OFF));
        static final Scale SHORT = new Scale(2 << 20, 4, 1 << 20, 4, List.of(Encryption.AES256));
    }

    static final String USAGE = """
            usage: LoadDriver [--launcher FILE] [--short] [--rounds N] [--seconds N] [start] [small] [large] [memory]
              --short    a run of about a minute that shows that all works; its figures mean nothing
              --rounds   of each load, built in 7
              --seconds  of each load in a round, built in 2
              start, small, large, memory: only these parts
            """;

    private static final int ROUNDS = 7;
    private static final int SECONDS = 2;
    private static final int STARTS = 7;

    /** How long each kind of small request runs before anything counts. */
    Duration warmUpTime() {
        return loadTime.multipliedBy(6);
    }

    /** @throws IllegalArgumentException for an argument that is not understood */
    static LoadOptions parse(String[] arguments) {
        Path launcher = Path.of("coffer");
        Set<Section> sections = EnumSet.noneOf(Section.class);
        boolean isShort = false;
        int rounds = ROUNDS;
        int seconds = SECONDS;
        for (int at = 0; at < arguments.length; at++) {
            switch (arguments[at]) {
                case "--launcher" -> launcher = Path.of(following(arguments, ++at));
                case "--rounds" -> rounds = positive(following(arguments, ++at));
                case "--seconds" -> seconds = positive(following(arguments, ++at));
                case "--short" -> isShort = true;
                default -> sections.add(section(arguments[at]));
            }
        }
        Set<Section> chosen = sections.isEmpty() ? EnumSet.allOf(Section.class) : sections;
        Path script = launcher.toAbsolutePath();
        return isShort
                ? new LoadOptions(script, chosen, 1, Duration.ofMillis(50), 1, Scale.SHORT)
                : new LoadOptions(script, chosen, rounds, Duration.ofSeconds(seconds), STARTS, Scale.FULL);
    }

    private static Section section(String name) {
        for (Section section : Section.values()) {
            if (section.name().toLowerCase(Locale.ROOT).equals(name)) {
                return section;
            }
        }
        throw new IllegalArgumentException("not understood: " + name);
    }

    static int positive(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException("must be 1 or more: " + text);
        }
        return number;
    }

    static String following(String[] arguments, int at) {
        if (at == arguments.length) {
            throw new IllegalArgumentException(arguments[at - 1] + " needs a value");
        }
        return arguments[at];
    }
}
