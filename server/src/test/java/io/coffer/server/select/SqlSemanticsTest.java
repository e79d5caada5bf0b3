package io.coffer.server.select;

import static io.coffer.server.select.Selecting.fromHeaded;
import static io.coffer.server.select.Selecting.fromLines;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.OssError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SQL means, shown by which records it finds. */
class SqlSemanticsTest {
    private static final String PEOPLE = """
            Name,Age,City,Joined
            Ann,30,Paris,2017-02-28 12:30:51
            Bob,41,,2018-01-01 00:00:00
            Cid,9,Lyon,2016-05-05 10:00:00
            Dee,,Rome,
            """;

    private static String names(String condition) {
        return fromHeaded()
                .result("select Name from ossobject where " + condition, PEOPLE)
                .replace("\n", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "age > 30 | Bob",
                "age >= 30 | AnnBob",
                "age < 30 | Cid",
                "age <= 30 | AnnCid",
                "age = 30.0 | Ann",
                "age != 30 | BobCid",
                "age <> 30 | BobCid",
                "30 < age | Bob",
                "name = 'Ann' | Ann",
                "name > 'Bob' | CidDee",
                "AGE > 9 and City = 'Paris' | Ann",
                "age > 40 or city = 'Lyon' | BobCid",
                "not age > 30 | AnnCid",
                "not (age > 30 or name = 'Ann') | Cid",
                "age > 100 or name = 'Dee' | Dee",
                "city = '' | Bob",
                "city != '' | AnnCidDee",
                "name in ('Ann', 'Dee', 'x') | AnnDee",
                "name not in ('Ann', 'Dee') | BobCid",
                "age in (9, 41) | BobCid",
                "age not in (9) | AnnBob",
                "age between 9 and 30 | AnnCid",
                "age not between 9 and 30 | Bob",
                "name between 'B' and 'D' | BobCid",
                "name is null | ~~",
                "name is not null | AnnBobCidDee",
                "cast(age as int) is null | Dee",
                "cast(age as int) is not null | AnnBobCid",
                "age + 1 = 31 | Ann",
                "age - 1 = 29 | Ann",
                "age * 2 = 18 | Cid",
                "age / 2 = 20 | Bob",
                "age % 2 = 1 | BobCid",
                "-age < -40 | Bob",
                "(age + 1) * 2 = 62 | Ann",
                "age + 1 * 2 = 32 | Ann",
                "age / 2.0 = 20.5 | Bob",
                "cast(age as int) = 30 | Ann",
                "cast(age as double) > 30.5 | Bob",
                "cast(age as decimal(10,2)) = 30.00 | Ann",
                "cast(age as string) = '9' | Cid",
                "cast(joined as timestamp) > cast('2017-12-31' as timestamp) | Bob",
                "cast(joined as timestamp) < cast('20170101' as timestamp) | Cid",
                "cast(joined as timestamp) = '28/02/2017 12:30:51' | Ann",
                "cast(joined as timestamp) < cast('20170103' as timestamp format 'YYYYDDMM') | AnnCid",
                "_1 = 'Ann' | Ann",
                "\"Name\" = 'Ann' | Ann",
                "ossobject.name = 'Ann' | Ann",
                "true | AnnBobCidDee",
                "false | ~~",
                "1 = 1 and age > 40 | Bob",
                "not true | ~~",
                "null | ~~",
                "age = null | ~~",
            })
    void aConditionFindsItsRecords(String condition, String names) {
        assertThat(names(condition)).isEqualTo(names);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "like 'a%' | abcab",
                "like '%b' | ab",
                "like '%b%' | abcab",
                "like 'a?' | ab",
                "like 'a*' | abcab",
                "like 'ab' | ab",
                "like '%' | abcab100%x_y",
                "like '100!%' escape '!' | 100%",
                "like '100\\%' escape '\\' | 100%",
                "like '%!%' escape '!' | 100%",
                "like 'x_y' | x_y",
                "like 'a_' | ~~",
                "not like '%b%' | 100%x_y",
                "like 'AB' | ~~",
            })
    void likeKnowsItsWildcards(String condition, String found) {
        assertThat(Selecting.from(Selecting.csv(io.coffer.model.select.SelectInput.Header.NONE))
                        .result("select _1 from ossobject where _1 " + condition, "abc\nab\n100%\nx_y\n")
                        .replace("\n", ""))
                .isEqualTo(found);
    }

    @Test
    void textsAreJoined() {
        assertThat(names("name || city = 'AnnParis'")).isEqualTo("Ann");
        assertThat(names("(name || '-' || age) = 'Cid-9'")).isEqualTo("Cid");
    }

    @Test
    void missingValuesAreNeitherTrueNorFalse() {
        assertThat(names("age > 0 or not age > 0")).isEqualTo("AnnBobCid");
        assertThat(names("age = 30 and name = 'x' or name = 'Dee'")).isEqualTo("Dee");
        assertThat(names("not (age > 0 and name = 'Dee')")).isEqualTo("AnnBobCid");
        assertThat(names("_9 is null")).isEqualTo("AnnBobCidDee");
        assertThat(names("_9 = 'x'")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "count(*) | 4",
                "count(age) | 4",
                "count(cast(age as int)) | 3",
                "sum(cast(age as int)) | 80",
                "sum(age) | 80",
                "avg(cast(age as double)) | 26.6666666666667",
                "avg(cast(age as int)), max(cast(age as int)), min(cast(age as int)) | 26.6666666666667,41,9",
                "sum(cast(age as decimal)) | 80",
                "max(cast(joined as timestamp)) | 2018-01-01 00:00:00",
                "MIN(cast(joined as timestamp)) as first | 2016-05-05 10:00:00",
            })
    void aggregationsTakeAllRecords(String selected, String result) {
        assertThat(fromHeaded().result("select " + selected + " from ossobject", PEOPLE))
                .isEqualTo(result + "\n");
    }

    @Test
    void aggregationsOfNothing() {
        assertThat(fromHeaded().result("select count(*), sum(age), max(age) from ossobject where age > 99", PEOPLE))
                .isEqualTo("0,,\n");
        assertThat(fromLines().result("select count(*), avg(a) from ossobject", ""))
                .isEqualTo("{\"_1\":0,\"_2\":null}\n");
    }

    @Test
    void limitComesBeforeAggregation() {
        assertThat(fromHeaded().result("select sum(age) from ossobject limit 2", PEOPLE))
                .isEqualTo("71\n");
        assertThat(fromHeaded().result("select name from ossobject where age > 0 limit 2;", PEOPLE))
                .isEqualTo("Ann\nBob\n");
    }

    @Test
    void namesThatOtherSqlReservesAreColumns() {
        String rows = "year,value,key,date,desc,type\n1,2,3,4,5,6\n";
        assertThat(fromHeaded().result("select desc, year, value, key, date, type from ossobject", rows))
                .isEqualTo("5,1,2,3,4,6\n");
        assertThat(fromHeaded().result("select s.\"year\" as y, s.type t from OSSObject as s where s.year = 1", rows))
                .isEqualTo("1,6\n");
    }

    @Test
    void wholeNumbersGrowAndDecimalsStayExact() {
        String numbers = "9223372036854775807\n1\n";
        Selecting plain = Selecting.from(Selecting.csv(io.coffer.model.select.SelectInput.Header.NONE));
        assertThat(plain.result("select sum(cast(_1 as int)) from ossobject", numbers))
                .isEqualTo("9223372036854775808\n");
        assertThat(plain.result("select sum(cast(_1 as decimal)) from ossobject", "0.1\n0.2\n"))
                .isEqualTo("0.3\n");
        assertThat(plain.result("select _1 from ossobject where _1 + 0.2 = 0.3", "0.1\n"))
                .isEqualTo("0.1\n");
        assertThat(plain.result("select cast(_1 as int) from ossobject", "3.9\n-3.9\n"))
                .isEqualTo("3\n-3\n");
        assertThat(plain.result("select _1 from ossobject where _1 + 1 > 0", "1e999999999\n"))
                .isEqualTo("1e999999999\n");
    }

    @Test
    void recordsOfOtherTypesAreLeftOut() {
        String rows = "1\nx\n3\n";
        Selecting plain = Selecting.from(Selecting.csv(io.coffer.model.select.SelectInput.Header.NONE));
        assertThat(plain.refusal("select _1 from ossobject where _1 > 0", rows)).isEqualTo(OssError.INVALID_CSV_LINE);
        assertThat(plain.refusal("select sum(_1) from ossobject", rows)).isEqualTo(OssError.INVALID_CSV_LINE);
        plain.maxSkipped = 1;
        AnswerFrames frames = plain.frames("select _1 from ossobject where _1 > 0", rows);
        assertThat(frames.text()).isEqualTo("1\n3\n");
        assertThat(frames.status()).isEqualTo(206);
        assertThat(frames.message()).isEqualTo("InvalidCsvLine.1 records were skipped, at lines [1]");
        assertThat(plain.result("select sum(_1) from ossobject", rows)).isEqualTo("4\n");
        assertThat(plain.result("select _1 from ossobject where 1 / (_1 - 1) = 0", "1\n3\n"))
                .isEqualTo("3\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20121201",
                "2012/12/01",
                "01/12/2012",
                "2012-12-01",
                "01-12-12",
                "01.12.12",
                "2012-12-01 00:00:00",
                "2012-12-01 00:00:00.000",
                "20121201T000000",
                "20121201T00:00:00",
                "2012-12-01T02:00+02:00",
                "2012-11-30T22:00:00-02:00",
                "2012-12-01T00:00:00Z",
                "2012-12-01T00:00:00.000Z",
                "01/Dec/2012:07:00:00 +0700",
                "Sat, 01 Dec 2012 00:00:00 GMT",
                "1/12/12",
                "1/12/12 0:0",
                "01-12-2012T00:00:00"
            })
    void timestampsAreRecognised(String written) {
        assertThat(Timestamps.parse(written)).hasToString("2012-12-01T00:00");
    }

    @Test
    void timesWithoutADateAreOfTheFirstDay() {
        assertThat(Timestamps.parse("12:30:51.250")).hasToString("1970-01-01T12:30:51.250");
        assertThat(Timestamps.parse("1230")).hasToString("1970-01-01T12:30");
        assertThat(Timestamps.parse("123051250")).hasToString("1970-01-01T12:30:51.250");
    }
}
