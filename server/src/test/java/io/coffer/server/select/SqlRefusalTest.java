package io.coffer.server.select;

import static io.coffer.server.select.Selecting.fromHeaded;
import static io.coffer.server.select.Selecting.fromLines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.coffer.model.OssError;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL that SelectObject does not take. */
class SqlRefusalTest {
    private static final String ROWS = "a,b\n1,2\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select",
                "select *",
                "select * from",
                "select * from other",
                "select * from ossobjects",
                "update ossobject set a = 1",
                "delete from ossobject",
                "select * from ossobject; select * from ossobject",
                "select * from ossobject where a = 'x",
                "select * from ossobject group by a",
                "select * from ossobject order by a",
                "select * from ossobject limit 1 offset 2",
                "select distinct a from ossobject",
                "select * from ossobject having a = 1",
                "select * from ossobject x join ossobject y on x.a = y.a",
                "select * from ossobject, ossobject",
                "select * from (select * from ossobject)",
                "select * from ossobject where a in (select a from ossobject)",
                "select * from ossobject where exists (select * from ossobject)",
                "select * from ossobject union select * from ossobject",
                "with x as (select 1) select * from ossobject",
                "select a || b from ossobject",
                "select a + b from ossobject",
                "select 1 from ossobject",
                "select upper(a) from ossobject",
                "select case when a = 1 then 1 else 2 end from ossobject",
                "select count(distinct a) from ossobject",
                "select sum(a, b) from ossobject",
                "select sum(a) over () from ossobject",
                "select * from ossobject where avg(cast(a as int)) > 1",
                "select * from ossobject where lower(a) = 'x'",
                "select * from ossobject where a",
                "select * from ossobject where a + 1",
                "select * from ossobject where a in (b)",
                "select * from ossobject where a in b",
                "select cast(a as blob) from ossobject",
                "select * from ossobject -- and more",
                "select /* x */ * from ossobject",
                "select `a` from ossobject",
                "select * from ossobject where a = ?",
                "select a from ossobject for update",
                "select * into x from ossobject"
            })
    void isRefused(String sql) {
        OssError refusal = fromHeaded().refusal(sql, ROWS);
        // a bare column is a condition, as far as the SQL alone can tell
        assertThat(refusal)
                .isIn(
                        sql.endsWith("where a") ? OssError.INVALID_CSV_LINE : OssError.SQL_SYNTAX_ERROR,
                        OssError.SQL_SYNTAX_ERROR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select c from ossobject | SQL_INVALID_COLUMN_NAME",
                "select _0 from ossobject | SQL_INVALID_COLUMN_INDEX",
                "select _1001 from ossobject | SQL_INVALID_COLUMN_INDEX",
                "select a.b from ossobject | SQL_PATH_IN_CSV",
                "select a[0] from ossobject | SQL_PATH_IN_CSV",
                "select * from ossobject.a | SQL_ROOT_ONLY_IN_JSON",
                "select *, a from ossobject | SQL_MIXED_STAR",
                "select a, count(*) from ossobject | SQL_MIXED_AGGREGATION",
                "select sum(cast(a as timestamp)) from ossobject | SQL_AGGREGATION_ON_TIMESTAMP",
                "select max(cast(a as string)) from ossobject | SQL_AGGREGATION_ON_NON_NUMERIC",
                "select sum(*) from ossobject | SQL_AGGREGATION_ON_NON_NUMERIC",
                "select * from ossobject limit 0 | SQL_INVALID_LIMIT",
                "select * from ossobject limit a | SQL_INVALID_LIMIT",
                "select * from ossobject where a in (1, 'x') | SQL_IN_VALUES_DIFFER",
                "select * from ossobject where 'x' like 'x' | SQL_INVALID_LIKE_OPERAND",
                "select * from ossobject where a like b | SQL_INVALID_LIKE_OPERAND",
                "select * from ossobject where a like 'x' escape '%' | SQL_INVALID_ESCAPE",
                "select * from ossobject where a like 'x' escape 'ab' | SQL_ONE_ESCAPE",
                "select * from ossobject where a like 'x!' escape '!' | SQL_NOTHING_ESCAPED",
                "select * from ossobject where a like '%a%b%c%d%e%' | SQL_TOO_MANY_WILDCARDS",
                "select * from ossobject where cast(a as int) = 1 or cast(a as double) = 1 "
                        + "| SQL_CAST_TO_DIFFERENT_TYPES",
                "select cast(a as timestamp format 'nonsense') from ossobject | SQL_UNSUPPORTED_TIMESTAMP_FORMAT",
                "select * from ossobject where a = cast('nonsense' as timestamp) | SQL_INVALID_TIMESTAMP",
                "select * from ossobject where a + 'x' = 1 | SQL_INVALID_ARITHMETIC",
                "select * from ossobject where a = 1 and 2 | SQL_INVALID_AND",
                "select * from ossobject where a = 1 or 'x' | SQL_INVALID_OR",
                "select * from ossobject where not 1 | SQL_INVALID_NOT",
                "select * from ossobject where 1 is null | SQL_INVALID_IS_NULL",
                "select * from ossobject where 1 = 'x' | SQL_COMPARED_TYPES_DIFFER",
            })
    void isRefusedPrecisely(String sql, OssError refusal) {
        assertThat(fromHeaded().refusal(sql, ROWS)).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select a[-1] from ossobject | SQL_NEGATIVE_INDEX",
                "select s.a[*] from ossobject s | SQL_WILDCARD_NOT_ALLOWED",
                "select * from ossobject s where s.a[*].b = 1 | SQL_WILDCARD_NOT_ALLOWED",
                "select a[ from ossobject | SQL_SYNTAX_ERROR",
                "select a[99999999999] from ossobject | SQL_SYNTAX_ERROR",
                "select a. from ossobject | SQL_SYNTAX_ERROR",
            })
    void pathsAreRefusedPrecisely(String sql, OssError refusal) {
        assertThat(fromLines().refusal(sql, "{\"a\":[1]}")).isEqualTo(refusal);
    }

    @Test
    void twoConstantsAreNotConcatenated() {
        assertThat(fromHeaded().refusal("select * from ossobject where 'x' || 'y' = a", ROWS))
                .isEqualTo(OssError.SQL_INVALID_CONCAT);
    }

    @Test
    void namesWithoutAHeaderAreUnknown() {
        Selecting plain = Selecting.from(Selecting.csv(io.coffer.model.select.SelectInput.Header.IGNORE));
        assertThat(plain.refusal("select a from ossobject", ROWS)).isEqualTo(OssError.SQL_INVALID_COLUMN_NAME);
        assertThat(plain.result("select _2 from ossobject", ROWS)).isEqualTo("2\n");
    }

    @Test
    void limitsOfConditions() {
        assertThat(fromHeaded().result("select a from ossobject where " + repeated("a = 1", " or ", 20), ROWS))
                .isEqualTo("1\n");
        assertThat(fromHeaded().refusal("select a from ossobject where " + repeated("a = 1", " or ", 21), ROWS))
                .isEqualTo(OssError.SQL_TOO_MANY_CONDITIONS);
        assertThat(fromHeaded().refusal("select a from ossobject where " + "not ".repeat(10) + "a = 1", ROWS))
                .isEqualTo(OssError.SQL_CONDITIONS_TOO_DEEP);
        assertThat(fromHeaded().refusal("select a from ossobject where a in (" + repeated("1", ",", 1025) + ")", ROWS))
                .isEqualTo(OssError.SQL_TOO_MANY_IN_VALUES);
        assertThat(fromHeaded().refusal("select " + repeated("sum(a)", ",", 101) + " from ossobject", ROWS))
                .isEqualTo(OssError.SQL_TOO_MANY_AGGREGATIONS);
        assertThat(fromHeaded().refusal("select " + "x".repeat(1025) + " from ossobject", ROWS))
                .isEqualTo(OssError.SQL_COLUMN_NAME_TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1 or ", "a+", "not ", "(", "a||", "-", "case when "})
    void hugeExpressionsEndSoon(String part) {
        String sql = "select a from ossobject where " + part.repeat(16_000 / part.length()) + "a=1";
        // what is exponential takes years; the limit tells that from a machine with other things to do
        assertTimeout(
                Duration.ofMinutes(1),
                () -> assertThat(fromHeaded().refusal(sql, ROWS).status()).isEqualTo(400));
    }

    private static String repeated(String part, String between, int count) {
        return IntStream.range(0, count).mapToObj(index -> part).collect(Collectors.joining(between));
    }
}
