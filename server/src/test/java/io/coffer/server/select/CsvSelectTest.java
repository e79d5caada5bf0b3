package io.coffer.server.select;

import static io.coffer.server.select.Selecting.csv;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.OssError;
import io.coffer.model.select.SelectInput;
import io.coffer.model.select.SelectInput.Header;
import io.coffer.model.select.SelectOutput;
import io.coffer.model.select.SelectRange.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSV in and out. */
class CsvSelectTest {
    private static final String ALL = "select * from ossobject";
    private static final String SCHOOL = """
            name,school,company,age
            Lora Francis,School,Staples Inc,27
            #Lora Francis,School,Staples Inc,27
            Eleanor Little,School,"Conectiv, Inc",43
            Rosie Hughes,School,Western Gas Resources Inc,44
            Lawrence Ross,School,MetLife Inc.,24
            """;

    private static Selecting commented(Header header) {
        return Selecting.from(new SelectInput.Csv(false, header, "\n", ',', '"', Optional.of('#'), true));
    }

    private static Selecting formatted(String recordDelimiter, char fieldDelimiter, char quote) {
        Selecting selecting = Selecting.from(new SelectInput.Csv(
                false, Header.NONE, recordDelimiter, fieldDelimiter, quote, Optional.empty(), true));
        selecting.output = new SelectOutput(recordDelimiter, fieldDelimiter, quote, false, false, false);
        return selecting;
    }

    @Test
    void theAsteriskGivesLinesBack() {
        assertThat(Selecting.from(csv(Header.NONE)).result(ALL, SCHOOL)).isEqualTo(SCHOOL);
        assertThat(commented(Header.IGNORE).result(ALL, SCHOOL))
                .isEqualTo(SCHOOL.lines()
                        .filter(line -> !line.startsWith("name") && !line.startsWith("#"))
                        .map(line -> line + "\n")
                        .reduce("", String::concat));
        assertThat(Selecting.from(csv(Header.NONE)).result(ALL, "a,b")).isEqualTo("a,b\n");
        assertThat(Selecting.from(csv(Header.NONE)).result(ALL, "")).isEmpty();
    }

    @Test
    void linesAreCountedFromTheHeaderWithCommentsAndBothEnds() {
        assertThat(commented(Header.IGNORE).range(Unit.LINE, 1, 3).result(ALL, SCHOOL))
                .isEqualTo("Lora Francis,School,Staples Inc,27\nEleanor Little,School,\"Conectiv, Inc\",43\n");
        assertThat(commented(Header.USE).range(Unit.LINE, 5, -1).result("select name from ossobject", SCHOOL))
                .isEqualTo("Lawrence Ross\n");
        assertThat(commented(Header.USE).range(Unit.LINE, -1, 2).result("select name from ossobject", SCHOOL))
                .isEqualTo("Rosie Hughes\nLawrence Ross\n");
        assertThat(commented(Header.USE).range(Unit.LINE, -1, 99).result("select count(*) from ossobject", SCHOOL))
                .isEqualTo("4\n");
        assertThat(commented(Header.USE).range(Unit.SPLIT, 0, 0).result("select count(*) from ossobject", SCHOOL))
                .isEqualTo("4\n");
        assertThat(commented(Header.IGNORE).range(Unit.LINE, 6, 10).refusal(ALL, SCHOOL))
                .isEqualTo(OssError.INVALID_SELECT_RANGE);
        assertThat(commented(Header.IGNORE).range(Unit.SPLIT, 1, 10).refusal(ALL, SCHOOL))
                .isEqualTo(OssError.INVALID_SELECT_RANGE);
    }

    @Test
    void splitsHoldEveryLineOnce() {
        String line = "x".repeat(9999) + "\n";
        String object = line.repeat(1000);
        long rows = 0;
        for (int split = 0; split < 3; split++) {
            String result = Selecting.from(csv(Header.NONE))
                    .range(Unit.SPLIT, split, split)
                    .result("select count(*) from ossobject", object);
            assertThat(Long.parseLong(result.strip())).isBetween(1L, 500L);
            rows += Long.parseLong(result.strip());
        }
        assertThat(rows).isEqualTo(1000);
        assertThat(Selecting.from(csv(Header.NONE)).range(Unit.SPLIT, 3, 3).refusal(ALL, object))
                .isEqualTo(OssError.INVALID_SELECT_RANGE);
    }

    @Test
    void missingColumnsAreEmptyOrLeaveTheLineOut() {
        Selecting lenient = Selecting.from(csv(Header.NONE));
        assertThat(lenient.result("select _1, _3 from ossobject", "a,b,c\nd,e\n"))
                .isEqualTo("a,c\nd,\n");
        Selecting strict = Selecting.from(csv(Header.NONE));
        strict.skipPartial = true;
        assertThat(strict.refusal("select _1, _3 from ossobject", "a,b,c\nd,e\n"))
                .isEqualTo(OssError.INVALID_CSV_LINE);
        strict.maxSkipped = 1;
        assertThat(strict.result("select _1, _3 from ossobject", "a,b,c\nd,e\n"))
                .isEqualTo("a,c\n");
    }

    @Test
    void keptColumnsStandInTheirPlaces() {
        Selecting keeping = Selecting.fromHeaded();
        keeping.output = new SelectOutput("\n", ',', '"', true, false, true);
        assertThat(keeping.result("select _5, _1 from ossobject", "a,b,c,d,e,f\n1,2,3,4,5,6\n"))
                .isEqualTo("a,,,,e,\n1,,,,5,\n");
        assertThat(keeping.result(ALL, "a,b\n1,2\n")).isEqualTo("a,b\n1,2\n");
        assertThat(keeping.refusal("select a, a from ossobject", "a\n1\n")).isEqualTo(OssError.SQL_KEEP_ALL_DUPLICATE);
        assertThat(keeping.refusal("select count(*) from ossobject", "a\n1\n"))
                .isEqualTo(OssError.SQL_KEEP_ALL_AGGREGATED);
    }

    @Test
    void theHeaderGoesFirstWhenWanted() {
        Selecting headed = Selecting.fromHeaded();
        headed.output = new SelectOutput("\n", ';', '"', false, false, true);
        assertThat(headed.result("select AGE as years, Name from ossobject", "name,age\nAnn,30\n"))
                .isEqualTo("years;name\n30;Ann\n");
        assertThat(headed.result(ALL, "name,age\nAnn,30\n")).isEqualTo("name;age\nAnn;30\n");
        assertThat(headed.result("select name from ossobject where age > 99", "name,age\nAnn,30\n"))
                .isEqualTo("name\n");
        assertThat(headed.result("select name from ossobject", "name,age\n")).isEqualTo("name\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {"`\n`~,~\"", "`\r\n`~,~\"", "|~,~\"", "##~;~'", "`a`~`\t`~\"", "`;;`~,~'"})
    void everyDelimiterAndQuoteGoesInAndOut(String recordDelimiter, char fieldDelimiter, char quote) {
        String object = "1" + fieldDelimiter + quote + "x" + quote + quote + fieldDelimiter + "y" + quote
                + recordDelimiter + "2" + fieldDelimiter + "z" + recordDelimiter;
        Selecting selecting = formatted(recordDelimiter, fieldDelimiter, quote);
        assertThat(selecting.result(ALL, object)).isEqualTo(object);
        assertThat(selecting.result("select count(*) from ossobject", object)).isEqualTo("2" + recordDelimiter);
    }

    @Test
    void lineBreaksAreTextUnderAnotherDelimiter() {
        assertThat(formatted("|", ',', '"').result("select _2 from ossobject", "a,b\nc|d,e|"))
                .isEqualTo("\"b\nc\"|e|");
    }

    @Test
    void quotedLineBreaksAreTextUnlessForbidden() {
        String object = "a,\"b\nc\"\nd,e\n";
        assertThat(Selecting.from(csv(Header.NONE)).result("select count(*) from ossobject", object))
                .isEqualTo("2\n");
        assertThat(Selecting.from(csv(Header.NONE)).result(ALL, object)).isEqualTo(object);
        SelectInput oneLine = new SelectInput.Csv(false, Header.NONE, "\n", ',', '"', Optional.empty(), false);
        assertThat(Selecting.from(oneLine).refusal(ALL, object)).isEqualTo(OssError.INVALID_CSV_LINE);
    }

    @Test
    void brokenQuotesAreRefused() {
        assertThat(Selecting.from(csv(Header.NONE)).refusal(ALL, "a,\"b\"c\n")).isEqualTo(OssError.INVALID_CSV_LINE);
        assertThat(Selecting.from(csv(Header.NONE)).refusal(ALL, "a\n\"b,c\n")).isEqualTo(OssError.INVALID_CSV_LINE);
        assertThat(Selecting.from(new SelectInput.Csv(false, Header.NONE, "\n", ',', ',', Optional.empty(), true))
                        .refusal(ALL, "a"))
                .isEqualTo(OssError.INVALID_ARGUMENT);
    }

    @Test
    void aLineBeyondTheBoundIsRefused() {
        assertThat(Selecting.from(csv(Header.NONE)).refusal(ALL, "a,b\n" + "x".repeat(CsvRecords.MAX_RECORD + 1)))
                .isEqualTo(OssError.INVALID_CSV_LINE);
        assertThat(Selecting.from(csv(Header.NONE)).refusal(ALL, "x,".repeat(1001)))
                .isEqualTo(OssError.INVALID_CSV_LINE);
    }

    @Test
    void textIsUtf8() {
        Selecting selecting = Selecting.from(csv(Header.NONE));
        assertThat(selecting.result("select _2 from ossobject where _1 = '张小'", "张小,阿里巴巴\n"))
                .isEqualTo("阿里巴巴\n");
        assertThat(selecting.result(ALL, "\uFEFFa\n")).isEqualTo("a\n");
        assertThat(selecting.refusal(ALL, new byte[] {'a', (byte) 0xff, '\n'}))
                .isEqualTo(OssError.INVALID_TEXT_ENCODING);
    }

    @Test
    void compressedObjectsAreRead() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write("a,1\nb,2\n".getBytes(StandardCharsets.UTF_8));
        }
        Selecting selecting =
                Selecting.from(new SelectInput.Csv(true, Header.NONE, "\n", ',', '"', Optional.empty(), true));
        AnswerFrames frames = selecting.frames("select _2 from ossobject", zipped.toByteArray());
        assertThat(frames.text()).isEqualTo("1\n2\n");
        assertThat(frames.scanned()).isEqualTo(zipped.size());
        assertThat(selecting.refusal(ALL, "a,1\n")).isEqualTo(OssError.DECOMPRESS_FAILURE);
        byte[] cut = java.util.Arrays.copyOf(zipped.toByteArray(), zipped.size() - 12);
        assertThat(selecting.refusal(ALL, cut)).isEqualTo(OssError.DECOMPRESS_FAILURE);
    }
}
