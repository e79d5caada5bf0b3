package io.coffer.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.ring.Answer;
import io.coffer.server.ring.Call;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is known of one thing in the store: one value after an acknowledged change, two while a change has no answer.
 *
 * @param <T> compared by {@code equals}
 */
final class Known<T> {
    private List<T> possible;

    Known(T value) {
        this.possible = List.of(value);
    }

    /** The value; a story asks only when no change is open. */
    T value() {
        assertThat(possible).hasSize(1);
        return possible.getFirst();
    }

    /** Sends a change that leads to one value, known before. */
    Answer change(T after, Call call) {
        return change(after, call::send);
    }

    Answer change(T after, Supplier<Answer> request) {
        return change(List.of(after), request, answer -> after);
    }

    /**
     * Sends a change.
     *
     * @param unanswered what may be there when no answer comes, beside what is there now
     * @param acknowledged what is there for sure after a good answer
     */
    Answer change(List<T> unanswered, Supplier<Answer> request, Function<Answer, T> acknowledged) {
        List<T> before = possible;
        possible = java.util.stream.Stream.concat(before.stream(), unanswered.stream())
                .distinct()
                .toList();
        Answer answer = sent(request);
        possible = List.of(acknowledged.apply(answer));
        return answer;
    }

    /** Whether no change is open. */
    boolean isSettled() {
        return possible.size() == 1;
    }

    /** Takes what was found, which must be one of what is possible. */
    void found(T value, String what) {
        assertThat(possible).as(what).contains(value);
        possible = List.of(value);
    }

    /** Changes what is known when the story learned it in another way. */
    void learned(T value) {
        possible = List.of(value);
    }

    /** @throws UnknownOutcomeException when the server died */
    static Answer sent(Supplier<Answer> request) {
        Answer answer;
        try {
            answer = request.get();
        } catch (UncheckedIOException died) {
            throw new UnknownOutcomeException(died);
        }
        assertThat(answer.status()).as("%s", answer.outcomeWithEc()).isBetween(200, 299);
        return answer;
    }
}
