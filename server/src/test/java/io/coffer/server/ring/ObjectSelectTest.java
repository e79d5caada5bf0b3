package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.select.AnswerFrames;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SelectObject and CreateSelectObjectMeta over the wire, whatever the encryption of the object. */
@Covers({"SelectObject", "CreateSelectObjectMeta"})
class ObjectSelectTest {
    private static final String CSV = "name,age\nAnn,30\nBob,41\n";
    private static final String JSON = "{\"name\":\"Ann\",\"age\":30}\n{\"name\":\"Bob\",\"age\":41}\n";
    private static final String HEADED = "<CSV><FileHeaderInfo>Use</FileHeaderInfo></CSV>";
    private static final String LINES = "<JSON><Type>LINES</Type></JSON>";

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner().create("records");
        for (String method : new String[] {"plain", "AES256", "KMS"}) {
            put(method + ".csv", CSV, method);
            put(method + ".json", JSON, method);
        }
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static void put(String key, String text, String method) {
        Call call = owner.object(PUT, "records", key).body(text);
        if (!method.equals("plain")) {
            call.header("x-oss-server-side-encryption", method);
        }
        assertThat(call.send().outcome()).isEqualTo("200");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String query(String sql, String input, String output, String options) {
        return "<SelectRequest><Expression>" + base64(sql) + "</Expression><InputSerialization>" + input
                + "</InputSerialization><OutputSerialization>" + output + "</OutputSerialization><Options>" + options
                + "</Options></SelectRequest>";
    }

    private static Answer post(Client client, String key, String process, String document) {
        return client.object(POST, "records", key)
                .with("x-oss-process", process)
                .body(document)
                .send();
    }

    private static Answer select(String key, String sql, String input) {
        String process = key.endsWith(".json") ? "json/select" : "csv/select";
        return post(owner, key, process, query(sql, input, "", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "AES256", "KMS"})
    void recordsAreFoundWhateverTheEncryption(String method) {
        Answer csv = select(method + ".csv", "select name from ossobject where age > 40", HEADED);
        assertThat(csv.status()).isEqualTo(206);
        assertThat(csv.header("x-oss-select-output-raw")).contains("false");
        assertThat(csv.header("transfer-encoding")).contains("chunked");
        assertThat(csv.header("content-length")).isEmpty();
        AnswerFrames frames = AnswerFrames.of(csv.body());
        assertThat(frames.text()).isEqualTo("Bob\n");
        assertThat(frames.status()).isEqualTo(206);
        assertThat(frames.scanned()).isEqualTo(CSV.length());

        Answer json = select(method + ".json", "select s.name from ossobject s where s.age < 40", LINES);
        assertThat(json.status()).isEqualTo(206);
        assertThat(AnswerFrames.of(json.body()).text()).isEqualTo("{\"name\":\"Ann\"}\n");

        Answer meta = post(owner, method + ".csv", "csv/meta", "<CsvMetaRequest/>");
        assertThat(meta.status()).isEqualTo(200);
        assertThat(AnswerFrames.of(meta.body()).rows()).isEqualTo(3);
        assertThat(AnswerFrames.of(meta.body()).columns()).isEqualTo(2);
        Answer jsonMeta = post(
                owner,
                method + ".json",
                "json/meta",
                "<JsonMetaRequest><InputSerialization>" + LINES
                        + "</InputSerialization><OverwriteIfExists>true</OverwriteIfExists></JsonMetaRequest>");
        assertThat(AnswerFrames.of(jsonMeta.body()).rows()).isEqualTo(2);
    }

    @Test
    void rawResultsAreSentAsTheyAre() {
        String document = query(
                "select * from ossobject",
                HEADED,
                "<CSV><FieldDelimiter>" + base64(";") + "</FieldDelimiter></CSV><OutputRawData>true</OutputRawData>"
                        + "<OutputHeader>true</OutputHeader>",
                "");
        Answer raw = post(owner, "KMS.csv", "csv/select", document);
        assertThat(raw.status()).isEqualTo(206);
        assertThat(raw.header("x-oss-select-output-raw")).contains("true");
        assertThat(raw.text()).isEqualTo(CSV.replace(',', ';'));
    }

    @Test
    void duplicateKeysAreAnnounced() {
        Answer answer = select("plain.json", "select s.name, s.name from ossobject s limit 1", LINES);
        assertThat(answer.header("x-oss-select-output-json-dup-key")).contains("true");
        assertThat(AnswerFrames.of(answer.body()).text()).isEqualTo("{\"name\":\"Ann\",\"name\":\"Ann\"}\n");
        assertThat(select("plain.json", "select s.name from ossobject s", LINES)
                        .header("x-oss-select-output-json-dup-key"))
                .isEmpty();
    }

    @Test
    void aLargeObjectGoesThroughInPieces() {
        put("large.csv", "0123456789,abcdefghijklmnopqrstuvwxyz\n".repeat(50_000), "AES256");
        AnswerFrames frames = AnswerFrames.of(
                select("large.csv", "select _2 from ossobject", "<CSV/>").body());
        assertThat(frames.text()).isEqualTo("abcdefghijklmnopqrstuvwxyz\n".repeat(50_000));
        assertThat(frames.types()).hasSizeGreaterThan(5);
    }

    @Test
    void aFailureAfterTheFirstBlockIsSaidInTheEnd() {
        put("late.csv", "1\n".repeat(200_000) + "x\n", "plain");
        Answer answer = select("late.csv", "select _1 from ossobject where _1 > 0", "<CSV/>");
        assertThat(answer.status()).isEqualTo(206);
        AnswerFrames frames = AnswerFrames.of(answer.body());
        assertThat(frames.status()).isEqualTo(400);
        assertThat(frames.message()).startsWith("InvalidCsvLine.");
        put("early.csv", "1\nx\n", "plain");
        assertThat(select("early.csv", "select _1 from ossobject where _1 > 0", "<CSV/>")
                        .outcome())
                .isEqualTo("400 InvalidCsvLine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select * from other | <CSV/> | | | 400 SqlSyntaxError",
                "select a from ossobject | <CSV><FileHeaderInfo>Use</FileHeaderInfo></CSV> | | "
                        + "| 400 SqlInvalidColumnName",
                "select * from ossobject | <CSV><FileHeaderInfo>maybe</FileHeaderInfo></CSV> | | | 400 InvalidArgument",
                "select * from ossobject | <CSV><FieldDelimiter>LCw=</FieldDelimiter></CSV> | | "
                        + "| 400 InvalidInputFieldDelimiter",
                "select * from ossobject | <CSV><FieldDelimiter>?</FieldDelimiter></CSV> | | "
                        + "| 400 InvalidInputFieldDelimiter",
                "select * from ossobject | <CSV><RecordDelimiter>Cgoк</RecordDelimiter></CSV> | | "
                        + "| 400 InvalidInputRecordDelimiter",
                "select * from ossobject | <CSV><RecordDelimiter>YWJj</RecordDelimiter></CSV> | | "
                        + "| 400 InvalidInputRecordDelimiter",
                "select * from ossobject | <CSV><QuoteCharacter>YWI=</QuoteCharacter></CSV> | | | 400 InvalidInputQuote",
                "select * from ossobject | <CSV><CommentCharacter>YWI=</CommentCharacter></CSV> | | "
                        + "| 400 InvalidCommentCharacter",
                "select * from ossobject | <CSV><Range>lines=1-2</Range></CSV> | | | 400 InvalidRange",
                "select * from ossobject | <CSV><Range>line-range=2-1</Range></CSV> | | | 400 InvalidRange",
                "select * from ossobject | <CSV><Range>line-range=-</Range></CSV> | | | 400 InvalidRange",
                "select * from ossobject | <CSV><Range>line-range=9-12</Range></CSV> | | | 400 InvalidRange",
                "select * from ossobject | <CompressionType>LZO</CompressionType> | | "
                        + "| 400 UnsupportedCompressionFormat",
                "select * from ossobject | <CompressionType>GZIP</CompressionType> | | | 400 DecompressFailure",
                "select * from ossobject | <CSV/> | <CSV><FieldDelimiter>LCw=</FieldDelimiter></CSV> | "
                        + "| 400 InvalidOutputFieldDelimiter",
                "select * from ossobject | <CSV/> | <CSV><RecordDelimiter>YWJj</RecordDelimiter></CSV> | "
                        + "| 400 InvalidOutputRecordDelimiter",
                "select * from ossobject | <CSV/> "
                        + "| <OutputRawData>true</OutputRawData><EnablePayloadCrc>true</EnablePayloadCrc> | "
                        + "| 400 InvalidOSSSelectParameters",
                "select * from ossobject | <CSV/> | <OutputRawData>yes</OutputRawData> | | 400 InvalidArgument",
                "select * from ossobject | <CSV/> | | <MaxSkippedRecordsAllowed>abc</MaxSkippedRecordsAllowed> "
                        + "| 400 InvalidMaxSkippedRecordsAllowed",
                "select * from ossobject | <CSV/> | | <MaxSkippedRecordsAllowed>-1</MaxSkippedRecordsAllowed> "
                        + "| 400 InvalidMaxSkippedRecordsAllowed",
            })
    void badInputIsRefusedPrecisely(String sql, String input, String output, String options, String outcome) {
        String document = query(sql, input, output == null ? "" : output, options == null ? "" : options);
        assertThat(post(owner, "plain.csv", "csv/select", document).outcome()).isEqualTo(outcome);
        assertThat(owner.get("records", "plain.csv").text()).isEqualTo(CSV);
    }

    @Test
    void theExpressionIsBounded() {
        assertThat(post(owner, "plain.csv", "csv/select", query("", "", "", "")).outcome())
                .isEqualTo("400 InvalidSqlParameter");
        assertThat(post(owner, "plain.csv", "csv/select", query("s".repeat(16 * 1024 + 1), "", "", ""))
                        .outcome())
                .isEqualTo("400 InvalidSqlParameter");
        assertThat(post(
                                owner,
                                "plain.csv",
                                "csv/select",
                                "<SelectRequest><Expression>select *</Expression></SelectRequest>")
                        .outcome())
                .isEqualTo("400 InvalidSqlParameter");
        assertThat(post(owner, "plain.csv", "csv/select", "<Other/>").outcome()).isEqualTo("400 MalformedXML");
        assertThat(post(owner, "plain.csv", "csv/meta", "<SelectRequest/>").outcome())
                .isEqualTo("400 MalformedXML");
    }

    @Test
    void jsonNeedsItsType() {
        assertThat(select("plain.json", "select * from ossobject", "<JSON/>").outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(select(
                                "plain.json",
                                "select * from ossobject",
                                "<JSON><Type>DOCUMENT</Type><Range>line-range=1-2</Range></JSON>")
                        .outcome())
                .isEqualTo("400 InvalidRange");
        String document = "<JsonMetaRequest><InputSerialization><JSON><Type>DOCUMENT</Type></JSON>"
                + "</InputSerialization></JsonMetaRequest>";
        assertThat(post(owner, "plain.json", "json/meta", document).outcome()).isEqualTo("400 InvalidArgument");
    }

    @Test
    void aReaderNeedsTheRightToTheObjectAndToItsKey() {
        String document = query("select * from ossobject", "<CSV/>", "", "");
        assertThat(post(ring.other(), "plain.csv", "csv/select", document).outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(post(ring.anonymous(), "plain.csv", "csv/meta", "<CsvMetaRequest/>")
                        .outcome())
                .isEqualTo("403 AccessDenied");
        for (String key : new String[] {"plain.csv", "KMS.csv"}) {
            assertThat(owner.object(PUT, "records", key)
                            .with("acl")
                            .header("x-oss-object-acl", "public-read")
                            .send()
                            .outcome())
                    .isEqualTo("200");
        }
        assertThat(post(ring.anonymous(), "plain.csv", "csv/select", document).status())
                .isEqualTo(206);
        assertThat(post(ring.anonymous(), "KMS.csv", "csv/select", document).outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(post(owner, "missing.csv", "csv/select", document).outcome()).isEqualTo("404 NoSuchKey");
        assertThat(post(owner, "missing.csv", "csv/meta", "<CsvMetaRequest/>").outcome())
                .isEqualTo("404 NoSuchKey");
    }

    @Test
    void otherProcessesAreRefused() {
        for (String process : new String[] {"image/resize,w_100", "csv/other", "video/snapshot"}) {
            for (io.coffer.protocol.Method method : new io.coffer.protocol.Method[] {GET, HEAD, POST, PUT, DELETE}) {
                assertThat(owner.object(method, "records", "plain.csv")
                                .with("x-oss-process", process)
                                .send()
                                .outcome())
                        .as("%s %s", method, process)
                        .isEqualTo("400 InvalidArgument");
            }
        }
        assertThat(owner.object(POST, "records", "plain.csv")
                        .with("x-oss-process")
                        .body("x-oss-process=image/resize,w_100|sys/saveas,o_eA==")
                        .send()
                        .outcome())
                .isEqualTo("501 NotImplemented");
        assertThat(owner.object(GET, "records", "plain.csv")
                        .with("x-oss-process", "csv/select")
                        .send()
                        .outcome())
                .isEqualTo("405 MethodNotAllowed");
        assertThat(owner.get("records", "plain.csv").text()).isEqualTo(CSV);
    }
}
