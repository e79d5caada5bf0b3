package io.coffer.cli.completion;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What can be typed after what.
 *
 * @param words by the verbs before them, such as {@code coffer key list}: verbs or options
 * @param values by the option that takes one: what it can be, nothing where that is free
 */
record CompletionTable(SortedMap<String, List<String>> words, SortedMap<String, List<String>> values) {
    /** @param further verbs that are no commands of this program, by what is typed before them */
    static CompletionTable of(CommandLine root, Map<String, List<String>> further) {
        CompletionTable table = new CompletionTable(new TreeMap<>(), new TreeMap<>());
        table.collect(root.getCommandSpec(), root.getCommandName());
        further.forEach((path, verbs) -> table.words.merge(path, verbs, CompletionTable::both));
        return table;
    }

    private void collect(CommandSpec command, String path) {
        Map<String, CommandLine> verbs = command.subcommands();
        command.options().forEach(this::value);
        words.put(
                path,
                verbs.isEmpty()
                        ? command.options().stream()
                                .filter(option -> !option.hidden())
                                .map(OptionSpec::longestName)
                                .sorted()
                                .toList()
                        : List.copyOf(verbs.keySet()));
        verbs.forEach((name, verb) -> collect(verb.getCommandSpec(), path + " " + name));
    }

    private void value(OptionSpec option) {
        if (option.arity().min() > 0) {
            List<String> choices = Optional.ofNullable(option.completionCandidates())
                    .map(all -> StreamSupport.stream(all.spliterator(), false).toList())
                    .orElse(List.of());
            for (String name : option.names()) {
                values.merge(name, choices, CompletionTable::both);
            }
        }
    }

    private static List<String> both(List<String> some, List<String> more) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    static String joined(Collection<String> words) {
        return words.stream().collect(Collectors.joining(" "));
    }
}
