package io.coffer.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.ObjectKey;
import io.coffer.model.OssException;
import io.coffer.protocol.EncodingType;
import io.coffer.protocol.xml.DeleteMultipleXml.Deleted;
import io.coffer.protocol.xml.DeleteMultipleXml.Item;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeleteMultipleXmlTest {
    @Test
    void readsItemsInOrder() {
        DeleteMultipleXml.Request request = parse("<Delete><Object><Key> b &#x1;&#13;&amp;</Key></Object>"
                + "<Quiet>True</Quiet><Object><VersionId>null</VersionId><Key>a</Key></Object>"
                + "<Object><Key>b</Key><VersionId/></Object></Delete>");
        assertThat(request.quiet()).isTrue();
        assertThat(request.items()).containsExactly(item(" b \u0001\r&", null), item("a", "null"), item("b", null));
        assertThat(parse("<Delete><Object><Key>a</Key></Object></Delete>").quiet())
                .isFalse();
        assertThat(parse("<Delete><Quiet>false</Quiet><Object><Key>a</Key></Object></Delete>")
                        .quiet())
                .isFalse();
    }

    @Test
    void readsRawControlCharacters() {
        assertThat(parse("<Delete><Object><Key>one\u0001two\u001f&#x000A;</Key></Object></Delete>")
                        .items())
                .containsExactly(item("one\u0001two\u001f\n", null));
    }

    @Test
    void takesAThousandOfTheLongestKeys() {
        String key = "&#x1;".repeat(ObjectKey.MAX_LENGTH);
        assertThat(parse(documentOf(1000, key)).items())
                .hasSize(1000)
                .containsOnly(item("\u0001".repeat(ObjectKey.MAX_LENGTH), null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <Delete/>                                                      | MALFORMED_XML
            <Delete><Object/></Delete>                                     | MALFORMED_XML
            <Delete><Object><Key>a</Key><Key>b</Key></Object></Delete>     | MALFORMED_XML
            <Delete><Quiet>x</Quiet><Object><Key>a</Key></Object></Delete> | MALFORMED_XML
            <Other><Object><Key>a</Key></Object></Other>                   | MALFORMED_XML
            <Delete><Object><Key></Key></Object></Delete>                  | EMPTY_OBJECT_NAME
            <Delete><Object><Key>/a</Key></Object></Delete>                | INVALID_OBJECT_NAME
            """)
    void refuses(String document, String error) {
        assertThat(refusal(document)).isEqualTo(error);
    }

    @Test
    void refusesMoreThanAThousand() {
        assertThat(refusal(documentOf(1001, "a"))).isEqualTo("MALFORMED_XML");
    }

    @Test
    void answersWhatWasDeleted() {
        List<Deleted> deleted = List.of(
                new Deleted(item("a/\u0001", null), Optional.empty()),
                new Deleted(item("b", "v1"), Optional.empty()),
                new Deleted(item("c", null), Optional.of("m1")));
        String rest = "<Deleted><Key>b</Key><VersionId>v1</VersionId></Deleted><Deleted><Key>c</Key>"
                + "<DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>m1</DeleteMarkerVersionId></Deleted>";
        assertThat(text(DeleteMultipleXml.write(deleted, false, EncodingType.PLAIN)))
                .endsWith("<DeleteResult><Deleted><Key>a/\u0001</Key></Deleted>" + rest + "</DeleteResult>");
        assertThat(text(DeleteMultipleXml.write(deleted, false, EncodingType.URL)))
                .endsWith("<DeleteResult><EncodingType>url</EncodingType><Deleted><Key>a%2F%01</Key></Deleted>" + rest
                        + "</DeleteResult>");
        assertThat(text(DeleteMultipleXml.write(deleted, true, EncodingType.PLAIN)))
                .endsWith("?>\n<DeleteResult></DeleteResult>");
    }

    private static String documentOf(int count, String key) {
        return "<Delete>" + ("<Object><Key>" + key + "</Key></Object>").repeat(count) + "</Delete>";
    }

    private static Item item(String key, String versionId) {
        return new Item(new ObjectKey(key), Optional.ofNullable(versionId));
    }

    private static String refusal(String document) {
        return catchThrowableOfType(OssException.class, () -> parse(document))
                .error()
                .name();
    }

    private static DeleteMultipleXml.Request parse(String document) {
        return DeleteMultipleXml.parse(document.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }
}
