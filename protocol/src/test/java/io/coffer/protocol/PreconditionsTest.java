package io.coffer.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.ETag;
import io.coffer.model.OssException;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionsTest {
    private static final ETag TAG = new ETag("5D41402ABC4B2A76B9719D911017C592");
    private static final Instant MODIFIED = Instant.parse("2022-12-28T10:27:41.900Z");

    private static final String TABLE = """
            match=TAG                      | ok
            match="TAG"                    | ok
            match=tag                      | ok
            match=*                        | ok
            match="x", "TAG"               | ok
            match=x                        | If-Match
            match=                         | If-Match
            unmodified-since=:40           | If-Unmodified-Since
            unmodified-since=:41           | ok
            unmodified-since=:42           | ok
            unmodified-since=never         | ok
            none-match=TAG                 | 304
            none-match="TAG"               | 304
            none-match=W/"TAG"             | 304
            none-match=*                   | 304
            none-match="x","TAG"           | 304
            none-match=x                   | ok
            modified-since=:40             | ok
            modified-since=:41             | 304
            modified-since=:42             | 304
            modified-since=never           | ok
            match=TAG;unmodified-since=:40 | ok
            match=x;unmodified-since=:42   | If-Match
            none-match=x;modified-since=:42 | ok
            none-match=TAG;modified-since=:40 | 304
            match=x;none-match=TAG         | If-Match
            match=TAG;none-match=TAG       | 304
            unmodified-since=:40;none-match=TAG | If-Unmodified-Since
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = TABLE)
    void decides(String conditions, String expected) {
        assertThat(outcome(Preconditions.of(headers("if-", conditions)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = TABLE)
    void decidesForTheSourceOfACopy(String conditions, String expected) {
        Headers headers = headers("x-oss-copy-source-if-", conditions);
        assertThat(outcome(Preconditions.ofCopySource(headers))).isEqualTo(expected);
        assertThat(outcome(Preconditions.of(headers))).isEqualTo("ok");
    }

    private static Headers headers(String prefix, String conditions) {
        Headers.Builder headers = Headers.builder();
        for (String condition : conditions.split(";")) {
            String[] parts = condition.split("=", 2);
            String value = parts[1].replace("TAG", TAG.value())
                    .replace("tag", TAG.value().toLowerCase(Locale.ROOT))
                    .replaceFirst("^:", "Wed, 28 Dec 2022 10:27:");
            headers.add(prefix + parts[0], value.matches(".*:..:..") ? value + " GMT" : value);
        }
        return headers.build();
    }

    private static String outcome(Preconditions conditions) {
        try {
            conditions.check(TAG, MODIFIED);
            return "ok";
        } catch (OssException refusal) {
            return switch (refusal.error()) {
                case PRECONDITION_FAILED -> {
                    OssException.Detail detail = refusal.details().getFirst();
                    assertThat(detail.name()).isEqualTo("Condition");
                    yield detail.value();
                }
                case NOT_MODIFIED -> {
                    assertThat(refusal.headers()).containsExactly(new OssException.Header("ETag", TAG.quoted()));
                    yield "304";
                }
                default -> throw refusal;
            };
        }
    }
}
