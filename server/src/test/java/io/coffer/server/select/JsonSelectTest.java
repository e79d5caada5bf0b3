package io.coffer.server.select;

import static io.coffer.server.select.Selecting.fromDocument;
import static io.coffer.server.select.Selecting.fromLines;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.OssError;
import io.coffer.model.select.SelectInput;
import io.coffer.model.select.SelectOutput;
import io.coffer.model.select.SelectRange.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON in and out. */
class JsonSelectTest {
    private static final String DOCUMENT = """
            {"meta": {"count": 3, "tags": ["x", ["deep"], "a}b"]},
             "contacts": [
               {"first name": "Ann", "age": 35, "children": ["c1", "c2"], "home": {"city": "Paris"}, "ok": true},
               {"first name": "Bob", "age": 41.50, "children": [], "home": {"city": "Rome"}, "ok": false},
               {"first name": "Cid", "home": null}
             ]}
            """;

    private static String select(String sql) {
        return fromDocument().result(sql, DOCUMENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select age from ossobject.contacts[*] | {\"age\":35} {\"age\":41.50} {}",
                "select s.age from ossobject.contacts[*] s where s.age > 35 | {\"age\":41.50}",
                "select s.home.city from ossobject.contacts[*] as s | {\"city\":\"Paris\"} {\"city\":\"Rome\"} {}",
                "select home from ossobject.contacts[*] where age is null | {\"home\":null}",
                "select s.children[1] from ossobject.contacts[0] s | {\"_1\":\"c2\"}",
                "select s.age, s.children[0] from ossobject.contacts[0] s | {\"age\":35,\"_2\":\"c1\"}",
                "select s.children[0] as eldest from ossobject.contacts[0] s | {\"eldest\":\"c1\"}",
                "select s.'first name' from ossobject.contacts[*] s where s.ok | {\"first name\":\"Ann\"}",
                "select s['first name'] n from ossobject.contacts[*] s where s.ok = false | {\"n\":\"Bob\"}",
                "select s.\"first name\" n from ossobject.contacts[2] s | {\"n\":\"Cid\"}",
                "select * from ossobject.contacts[*].age | {\"_1\":35} {\"_1\":41.50}",
                "select * from ossobject.contacts[*].age s where s = 35 | {\"_1\":35}",
                "select * from ossobject.meta.tags[*] | {\"_1\":\"x\"} {\"_1\":[\"deep\"]} {\"_1\":\"a}b\"}",
                "select * from ossobject.meta | {\"count\":3,\"tags\":[\"x\",[\"deep\"],\"a}b\"]}",
                "select * from ossobject.meta[*] | {\"_1\":3} {\"_1\":[\"x\",[\"deep\"],\"a}b\"]}",
                "select count(*), max(cast(age as double)) from ossobject.contacts[*] | {\"_1\":3,\"_2\":41.5}",
                "select avg(cast(age as int)) mean from ossobject.contacts[*] | {\"mean\":38}",
                "select * from ossobject.nothing[*] | ~~",
                "select meta.count from ossobject | {\"count\":3}",
                "select ossobject.meta.count from ossobject | {\"count\":3}",
                "select AGE from ossobject.contacts[0] | {}",
                "select cast(age as string) from ossobject.contacts[0] | {\"_1\":\"35\"}",
                "select age from ossobject.contacts[*] s where s.home.city like 'P%' | {\"age\":35}",
                "select age from ossobject.contacts[*] s limit 1 | {\"age\":35}",
            })
    void pathsLeadThroughADocument(String sql, String result) {
        assertThat(select(sql).strip().replace("\n", " ")).isEqualTo(result);
    }

    @Test
    void linesAreDocumentsOneAfterTheOther() {
        String objects = "{\n\t\"name\": \"Ann\",\n\t\"age\": 27\n}\n{\"name\": \"Bob\", \"age\": 43}{\"age\": 44}";
        assertThat(fromLines().result("select * from ossobject as s where s.age > 40", objects))
                .isEqualTo("{\"name\":\"Bob\",\"age\":43}\n{\"age\":44}\n");
        assertThat(fromLines().range(Unit.LINE, 1, 1).result("select age from ossobject", objects))
                .isEqualTo("{\"age\":43}\n");
        assertThat(fromLines().range(Unit.LINE, -1, 1).result("select age from ossobject", objects))
                .isEqualTo("{\"age\":44}\n");
        assertThat(fromLines().range(Unit.LINE, 3, 5).refusal("select age from ossobject", objects))
                .isEqualTo(OssError.INVALID_SELECT_RANGE);
    }

    @Test
    void commasBetweenLinesArePassedOver() {
        assertThat(fromLines().result("select key from ossobject", "{\"key\":\"a,b\"},{\"key2\":[1,2]}"))
                .isEqualTo("{\"key\":\"a,b\"}\n{}\n");
    }

    @Test
    void missingKeysLeaveTheRecordOutWhenAsked() {
        Selecting strict = fromLines();
        strict.skipPartial = true;
        strict.maxSkipped = 1;
        AnswerFrames frames = strict.frames("select a, b from ossobject", "{\"a\":1,\"b\":null}{\"a\":2}");
        assertThat(frames.text()).isEqualTo("{\"a\":1,\"b\":null}\n");
        assertThat(frames.message()).isEqualTo("InvalidJsonData.1 records were skipped, at lines [1]");
        strict.maxSkipped = 0;
        assertThat(strict.refusal("select a, b from ossobject", "{\"a\":2}")).isEqualTo(OssError.INVALID_JSON_DATA);
    }

    @Test
    void numbersAreKeptAsTheyWereWritten() {
        String numbers = "{\"n\":12345678901234567890.1234567890123}";
        assertThat(fromLines().result("select * from ossobject", numbers)).isEqualTo(numbers + "\n");
        Selecting texts = Selecting.from(new SelectInput.Json(false, true, true));
        assertThat(texts.result("select n from ossobject where cast(n as decimal) > 1", numbers))
                .isEqualTo("{\"n\":\"12345678901234567890.1234567890123\"}\n");
    }

    @Test
    void theDelimiterIsTheCallersOwn() {
        Selecting selecting = fromLines();
        selecting.output = new SelectOutput(",", ',', '"', false, false, false);
        assertThat(selecting.result("select a from ossobject", "{\"a\":1}{\"a\":2}"))
                .isEqualTo("{\"a\":1},{\"a\":2},");
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThat(fromLines().refusal("select * from ossobject", "{\"a\":1}{\"a\":"))
                .isEqualTo(OssError.INVALID_JSON_DATA);
        assertThat(fromLines().refusal("select * from ossobject", "{a:1}")).isEqualTo(OssError.INVALID_JSON_DATA);
        assertThat(fromDocument().refusal("select * from ossobject", new byte[] {'"', (byte) 0xff, '"'}))
                .isEqualTo(OssError.INVALID_TEXT_ENCODING);
        assertThat(fromDocument().refusal("select * from ossobject", "[".repeat(5000)))
                .isEqualTo(OssError.JSON_NODE_TOO_LARGE);
    }

    @Test
    void aNodeBeyondTheBoundIsRefusedButNotWhatLiesBesideThePath() {
        String large = "[" + "1,".repeat(JsonNodes.MAX_SIZE) + "1]";
        assertThat(fromDocument().refusal("select * from ossobject", large)).isEqualTo(OssError.JSON_NODE_TOO_LARGE);
        assertThat(fromDocument().result("select b from ossobject.x", "{\"large\":" + large + ",\"x\":{\"b\":1}}"))
                .isEqualTo("{\"b\":1}\n");
        String text = "{\"a\":\"" + "x".repeat(JsonNodes.MAX_SIZE + 1) + "\"}";
        assertThat(fromLines().refusal("select * from ossobject", text)).isEqualTo(OssError.JSON_NODE_TOO_LARGE);
    }
}
