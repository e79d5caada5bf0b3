package io.coffer.encryption;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a key service said about a key, word for word, for who has to judge later what it is worth.
 *
 * @param service where it was asked, without what signs calls to it
 * @param answers the oldest first; never empty
 */
public record ServiceStatement(String service, List<Answer> answers) {
    /** Longer words are cut: a statement must fit into a record. */
    private static final int LONGEST = 4096;

    /**
     * One answer.
     *
     * @param asked when, by the clock of the one who asked
     * @param said the answer's own names and values, and {@code HttpStatus} for a refusal
     */
    public record Answer(Instant asked, SortedMap<String, String> said) {
        public Answer {
            SortedMap<String, String> kept = new TreeMap<>();
            said.forEach((name, value) ->
                    kept.put(name, value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value));
            said = kept;
        }
    }

    public ServiceStatement {
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("a statement has an answer");
        }
        answers = List.copyOf(answers);
    }

    public static ServiceStatement of(String service, Instant asked, SortedMap<String, String> said) {
        return new ServiceStatement(service, List.of(new Answer(asked, said)));
    }

    /** This statement behind an earlier one of the same key. */
    public ServiceStatement after(ServiceStatement earlier) {
        return new ServiceStatement(
                service,
                Stream.concat(earlier.answers.stream(), answers.stream()).toList());
    }

    /** What the last answer said. */
    public Answer newest() {
        return answers.getLast();
    }
}
