package io.coffer.cli.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocumentFormsTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static JsonNode read(String xml) {
        return XmlJson.of(XmlReader.read(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"A\":\"<&>\\\"' ü\\r\\n\"}",
                "{\"A\":{\"B\":[\"1\",\"2\"],\"C\":\"\"}}",
                "{\"CORSRule\":[{\"AllowedOrigin\":[\"*\"]}]}"
            })
    void jsonBecomesXmlAndJsonAgain(String text) {
        JsonNode json = JSON.readTree(text);
        String expected = text.replace("\\r\\n", "");

        assertThat(read(JsonXml.document("CORSConfiguration", json)).toString()).isEqualTo(expected);
    }

    @Test
    void numbersAndTruthsBecomeText() {
        assertThat(JsonXml.document("A", JSON.readTree("{\"B\":1,\"C\":true,\"D\":null}")))
                .endsWith("<A><B>1</B><C>true</C><D></D></A>");
    }

    @Test
    void whatCanBeManyIsAnArrayWhenItIsOne() {
        assertThat(read("<ListBucketResult><Contents><Key>a</Key></Contents></ListBucketResult>")
                        .toString())
                .isEqualTo("{\"Contents\":[{\"Key\":\"a\"}]}");
        assertThat(read("<Other><Contents><Key>a</Key></Contents></Other>").toString())
                .isEqualTo("{\"Contents\":{\"Key\":\"a\"}}");
    }

    @Test
    void yamlQuotesWhatPeopleWrote() {
        assertThat(Yaml.of(JSON.readTree("{\"a b\":\"yes\",\"C\":[],\"D\":[[1],{\"E\":\"x\\n#\"}]}")))
                .isEqualTo("""
                "a b": "yes"
                C: []
                D:
                  -
                    - 1
                  -
                    E: "x\\n#"
                """);
    }

    @Test
    void controlCharactersDoNotReachATerminal() {
        assertThat(DocumentTable.of(JSON.readTree("{\"A\":\"x\\u001b[31m\",\"L\":[{\"K\":\"\\u0007\"}]}")))
                .doesNotContain("\u001b", "\u0007");
    }
}
