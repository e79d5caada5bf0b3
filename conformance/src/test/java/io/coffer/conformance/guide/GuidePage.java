package io.coffer.conformance.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of Markdown whose every fenced block says, in a comment on the line before it, what becomes of it:
 *
 * <pre>
 * run: shell | run: shell, exit N | run: java | run: java with spark | run: java with flink | run: node | run: server
 * file: NAME
 * output
 * not run here: REASON; covered by FILE, FILE
 * </pre>
 *
 * The comments {@code start: server} and {@code stop: server} stand alone: the reader is told so in words.
 */
record GuidePage(Path file, List<Step> steps) {
    private static final Pattern COMMENT = Pattern.compile("\\s*<!--\\s*(.*?)\\s*-->\\s*");
    private static final Pattern FENCE = Pattern.compile("(\\s*)```.*");
    private static final Pattern SHELL = Pattern.compile("run: shell(?:, exit (\\d+))?");
    private static final Pattern NOT_RUN = Pattern.compile("not run here: (.+); covered by (.+)");

    static GuidePage read(Path file) throws IOException {
        List<Step> steps = new ArrayList<>();
        Iterator<String> lines = Files.readAllLines(file).iterator();
        String marker = "";
        for (int number = 1; lines.hasNext(); number++) {
            String line = lines.next();
            Matcher comment = COMMENT.matcher(line);
            if (FENCE.matcher(line).matches()) {
                List<String> block = block(lines);
                steps.add(step(file, number, marker, String.join("\n", block) + "\n"));
                number += block.size() + 1;
                marker = "";
            } else if (comment.matches()) {
                marker = comment.group(1);
                switch (marker) {
                    case "start: server" -> steps.add(new Step.Server(number, "./coffer server"));
                    case "stop: server" -> steps.add(new Step.Stop(number));
                    default -> {
                        continue;
                    }
                }
                marker = "";
            } else {
                require(marker.isEmpty(), file, number, "a marker stands on the line before its block: " + marker);
            }
        }
        return new GuidePage(file, List.copyOf(steps));
    }

    boolean has(Class<? extends Step> kind) {
        return steps.stream().anyMatch(kind::isInstance);
    }

    private static List<String> block(Iterator<String> lines) {
        List<String> block = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            if (FENCE.matcher(line).matches()) {
                return block;
            }
            block.add(line);
        }
        throw new IllegalArgumentException("a block without an end");
    }

    private static Step step(Path file, int line, String marker, String text) {
        Matcher shell = SHELL.matcher(marker);
        if (shell.matches()) {
            return new Step.Shell(line, text, shell.group(1) == null ? 0 : Integer.parseInt(shell.group(1)));
        }
        Matcher notRun = NOT_RUN.matcher(marker);
        if (notRun.matches()) {
            return new Step.NotRun(
                    line,
                    notRun.group(1),
                    Arrays.stream(notRun.group(2).split(",")).map(String::strip).toList());
        }
        if (marker.startsWith("file: ")) {
            return new Step.Content(line, marker.substring("file: ".length()), text);
        }
        return switch (marker) {
            case "run: java" -> new Step.Java(line, text, Optional.empty());
            case "run: java with spark" -> new Step.Java(line, text, Optional.of("spark"));
            case "run: java with flink" -> new Step.Java(line, text, Optional.of("flink"));
            case "run: node" -> new Step.Node(line, text);
            case "run: server" -> new Step.Server(line, command(text));
            case "output" -> new Step.Output(line, text);
            default ->
                throw new IllegalArgumentException(
                        file + ":" + line + ": the block has no marker that is known: '" + marker + "'");
        };
    }

    /** One command; what is behind a {@code #} is for the reader. */
    private static String command(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("\\s+#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static void require(boolean holds, Path file, int line, String what) {
        if (!holds) {
            throw new IllegalArgumentException(file + ":" + line + ": " + what);
        }
    }
}
