package io.coffer.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Memory and open files of a server over its life, which must end about where they began. */
final class SoakWatch {
    /** A life shorter than this says nothing about growth. */
    private static final int FEWEST_SAMPLES = 6;

    private record Sample(double mebibytes, double files) {}

    private final List<Sample> samples = new ArrayList<>();

    synchronized void look(ProcessFigures figures) {
        samples.add(new Sample(figures.residentKibibytes() / 1024.0, figures.openFiles()));
    }

    /** A row of the report: the first and the last third of what was seen, the first of all left out as the start. */
    synchronized void print(int life, PrintStream out) {
        if (samples.size() < FEWEST_SAMPLES) {
            out.printf("| %d | %d | too short to say | |%n", life, samples.size());
            return;
        }
        int third = samples.size() / 3;
        List<Sample> early = samples.subList(1, 1 + third);
        List<Sample> late = samples.subList(samples.size() - third, samples.size());
        out.printf(
                "| %d | %d | %s, then %s | %s, then %s |%n",
                life,
                samples.size(),
                spread(early, Sample::mebibytes),
                spread(late, Sample::mebibytes),
                spread(early, Sample::files),
                spread(late, Sample::files));
    }

    private static String spread(List<Sample> of, ToDoubleFunction<Sample> figure) {
        return Spread.of(of.stream().map(figure::applyAsDouble).toList()).text();
    }
}
