package io.coffer.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.QueryParameters.Parameter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryParametersTest {
    @Test
    void keepsOrderRepetitionAndTheMissingValue() {
        QueryParameters query = QueryParameters.parse("acl&b=2&b=1&empty=&x=a=b");
        assertThat(query.all())
                .containsExactly(
                        new Parameter("acl", Optional.empty()),
                        new Parameter("b", Optional.of("2")),
                        new Parameter("b", Optional.of("1")),
                        new Parameter("empty", Optional.of("")),
                        new Parameter("x", Optional.of("a=b")));
        assertThat(query.first("b")).contains("2");
        assertThat(query.first("acl")).contains("");
        assertThat(query.first("none")).isEmpty();
        assertThat(query.has("acl")).isTrue();
        assertThat(query.has("ACL")).isFalse();
    }

    @Test
    void decodesNamesAndValuesAfterSplitting() {
        assertThat(QueryParameters.parse("%2Bparam1=a+b%26c%3Dd&%7Cp").all())
                .containsExactly(
                        new Parameter("+param1", Optional.of("a b&c=d")), new Parameter("|p", Optional.empty()));
    }

    @Test
    void skipsEmptyPieces() {
        assertThat(QueryParameters.parse("").all()).isEmpty();
        assertThat(QueryParameters.parse("&&a&").all()).containsExactly(new Parameter("a", Optional.empty()));
    }
}
