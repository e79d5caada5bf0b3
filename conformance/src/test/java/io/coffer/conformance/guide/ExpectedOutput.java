package io.coffer.conformance.guide;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Output as a page shows it: {@code ...} stands for anything within a line, and alone for any number of lines. How many
 * blanks are between words does not matter, since columns are as wide as their content.
 */
record ExpectedOutput(String shown) {
    private static final String ANYTHING = "...";

    /** What the JVM and a library say of the class path that they were given here, and of themselves. */
    private static final Pattern NOISE = Pattern.compile("(WARNING: |SLF4J).*");

    boolean fits(String actual) {
        String pattern = lines(shown).stream()
                .map(line -> line.equals(ANYTHING) ? "(?:.*\n)*?" : pattern(line) + "\n")
                .collect(Collectors.joining());
        String text = lines(actual).stream().map(line -> line + "\n").collect(Collectors.joining());
        return Pattern.matches(pattern, text);
    }

    private static String pattern(String line) {
        return Pattern.compile(ANYTHING, Pattern.LITERAL)
                .splitAsStream(line + " ")
                .map(String::stripTrailing)
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty() && !NOISE.matcher(line).matches())
                .toList();
    }
}
