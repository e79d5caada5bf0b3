package io.coffer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListObjectsQueryTest {
    @Test
    void hasDefaults() {
        assertThat(v1(""))
                .isEqualTo(new ListObjectsQuery(
                        ListObjectsQuery.Version.V1, "", "", "", 100, EncodingType.PLAIN, Optional.empty(), false));
        assertThat(v2("list-type=2&prefix=&continuation-token=&start-after=&fetch-owner=false&encoding-type="))
                .isEqualTo(new ListObjectsQuery(
                        ListObjectsQuery.Version.V2, "", "", "", 100, EncodingType.PLAIN, Optional.empty(), false));
    }

    @Test
    void readsEveryParameter() {
        ListObjectsQuery first =
                v1("prefix=p%2F&marker=m&delimiter=%2F&max-keys=1000&encoding-type=url&start-after=x&fetch-owner=true");
        assertThat(first)
                .isEqualTo(new ListObjectsQuery(
                        ListObjectsQuery.Version.V1, "p/", "m", "/", 1000, EncodingType.URL, Optional.empty(), false));
        assertThat(first.after()).isEqualTo("m");

        String token = ContinuationToken.of("last/中\u0001");
        ListObjectsQuery second = v2("prefix=p&start-after=s&marker=m&delimiter=d&max-keys=0&fetch-owner=true"
                + "&continuation-token=" + token);
        assertThat(second)
                .isEqualTo(new ListObjectsQuery(
                        ListObjectsQuery.Version.V2, "p", "s", "d", 0, EncodingType.PLAIN, Optional.of(token), true));
        assertThat(second.after()).isEqualTo("last/中\u0001");
        assertThat(v2("start-after=s").after()).isEqualTo("s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1001", "-1", "", "a", "1.0", "99999999999", "+5"})
    void refusesMaxKeys(String value) {
        for (OssException refusal : new OssException[] {
            catchThrowableOfType(OssException.class, () -> v1("max-keys=" + PercentEncoding.encode(value))),
            catchThrowableOfType(OssException.class, () -> v2("max-keys=" + PercentEncoding.encode(value))),
            catchThrowableOfType(
                    OssException.class,
                    () -> ListBucketsQuery.of(QueryParameters.parse("max-keys=" + PercentEncoding.encode(value))))
        }) {
            assertThat(refusal.error()).isEqualTo(OssError.INVALID_ARGUMENT);
            assertThat(refusal.details())
                    .containsExactly(
                            new OssException.Detail("ArgumentName", "max-keys"),
                            new OssException.Detail("ArgumentValue", value));
        }
    }

    @ParameterizedTest
    @CsvSource({"prefix, 1", "marker, 1", "delimiter, 1", "prefix, 2", "start-after, 2", "delimiter, 2"})
    void limitsNames(String parameter, int version) {
        String longest = "é".repeat(511) + "x";
        ListObjectsQuery accepted = query(parameter + "=" + longest, version);
        assertThat(accepted.prefix() + accepted.marker() + accepted.delimiter()).isEqualTo(longest);
        OssException refusal =
                catchThrowableOfType(OssException.class, () -> query(parameter + "=" + longest + "x", version));
        assertThat(refusal.error()).isEqualTo(OssError.INVALID_ARGUMENT);
        assertThat(refusal.details()).contains(new OssException.Detail("ArgumentName", parameter));
    }

    @Test
    void refusesOtherEncodings() {
        OssException refusal = catchThrowableOfType(OssException.class, () -> v1("encoding-type=base64"));
        assertThat(refusal.error()).isEqualTo(OssError.INVALID_ARGUMENT);
        assertThat(refusal.details()).contains(new OssException.Detail("ArgumentName", "encoding-type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "abc", "test", "!!", "Q2dKaA==", "AAAAAAAAAAA", "AAAAAAAAAABh", "CgJhYRAB"})
    void refusesTokensThatAreMadeUp(String token) {
        OssException refusal = catchThrowableOfType(
                OssException.class, () -> v2("continuation-token=" + PercentEncoding.encode(token)));
        assertThat(refusal.error()).isEqualTo(OssError.INVALID_ARGUMENT);
        assertThat(refusal.details())
                .containsExactly(
                        new OssException.Detail("ArgumentName", "continuation-token"),
                        new OssException.Detail("ArgumentValue", token));
    }

    @Test
    void refusesEveryChangeOfAToken() {
        String token = ContinuationToken.of("some/key");
        assertThat(token).matches("[A-Za-z0-9_-]+");
        assertThat(ContinuationToken.last(token)).isEqualTo("some/key");
        for (int at = 0; at < token.length() - 1; at++) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, at) + other + token.substring(at + 1);
            assertThat(catchThrowableOfType(OssException.class, () -> ContinuationToken.last(changed)))
                    .as(changed)
                    .isNotNull();
        }
    }

    @Test
    void readsAListingOfBuckets() {
        assertThat(ListBucketsQuery.of(QueryParameters.NONE)).isEqualTo(new ListBucketsQuery("", "", 100, false));
        assertThat(ListBucketsQuery.of(QueryParameters.parse("prefix=p&marker=m&max-keys=7")))
                .isEqualTo(new ListBucketsQuery("p", "m", 7, true));
        assertThat(ListBucketsQuery.of(QueryParameters.parse("max-keys=7")).partial())
                .isTrue();
    }

    private static ListObjectsQuery query(String raw, int version) {
        return version == 1 ? v1(raw) : v2(raw);
    }

    private static ListObjectsQuery v1(String raw) {
        return ListObjectsQuery.v1(QueryParameters.parse(raw));
    }

    private static ListObjectsQuery v2(String raw) {
        return ListObjectsQuery.v2(QueryParameters.parse(raw));
    }
}
