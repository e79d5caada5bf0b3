package io.coffer.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {
    @Test
    void readsNamesTextsAndChildrenInOrder() {
        XmlElement root = read("""
                <?xml version="1.0"?>
                <!-- c --><R xmlns="urn:x" xmlns:p="urn:y" a="1"><A> 1 </A><p:B/><A><C><![CDATA[<2>]]>&amp;</C></A></R>
                <?end?>
                """);
        assertThat(root.children()).extracting(XmlElement::name).containsExactly("A", "B", "A");
        assertThat(root.children("A").getFirst().text()).isEqualTo(" 1 ");
        assertThat(root.children("A").getLast().value("C")).contains("<2>&");
        assertThat(root.value("B")).contains("");
        assertThat(root.nonEmptyValue("B")).isEmpty();
        assertThat(root.child("None")).isEmpty();
        assertThat(catchThrowableOfType(OssException.class, () -> root.child("A"))
                        .error())
                .isEqualTo(OssError.MALFORMED_XML);
        assertThat(catchThrowableOfType(OssException.class, () -> root.required("None"))
                        .error())
                .isEqualTo(OssError.MALFORMED_XML);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x1, 0x8, 0x9, 0xA, 0xB, 0xD, 0x1F, 0x20, 0x7F, 0x4E2D, 0x1F600})
    void readsReferencesToEveryCharacter(int character) {
        String text = Character.toString(character);
        assertThat(read("<R>a&#" + character + ";b</R>").text()).isEqualTo("a" + text + "b");
        assertThat(read("<R>a&#x" + Integer.toHexString(character) + ";b</R>").text())
                .isEqualTo("a" + text + "b");
    }

    @Test
    void readsOtherDeclaredEncodings() {
        byte[] utf16 = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><R>中</R>".getBytes(StandardCharsets.UTF_16);
        assertThat(XmlReader.read(utf16, "R").text()).isEqualTo("中");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("no XML", "abc"),
                Arguments.of("other root", "<X/>"),
                Arguments.of("not closed", "<R><A></R>"),
                Arguments.of("cut", "<R><A>"),
                Arguments.of("two roots", "<R/><R/>"),
                Arguments.of("text behind", "<R/>x"),
                Arguments.of("raw control character in a name", "<R\u0001/>"),
                Arguments.of("reference to null", "<R>&#0;</R>"),
                Arguments.of("reference beyond Unicode", "<R>&#x110000;</R>"),
                Arguments.of("reference to a surrogate", "<R>&#xD800;</R>"),
                Arguments.of("unknown prefix", "<p:R/>"),
                Arguments.of("unknown entity", "<R>&nbsp;</R>"),
                Arguments.of("document type", "<!DOCTYPE R><R/>"),
                Arguments.of("own entity", "<!DOCTYPE R [<!ENTITY a \"b\">]><R>&a;</R>"),
                Arguments.of(
                        "bomb",
                        "<!DOCTYPE R [<!ENTITY a \"x\">"
                                + IntStream.range(0, 20)
                                        .mapToObj(i -> "<!ENTITY a" + i + " \"&a;&a;\">")
                                        .collect(Collectors.joining())
                                + "]><R>&a19;</R>"),
                Arguments.of("remote document type", "<!DOCTYPE R SYSTEM \"http://127.0.0.1:1/x.dtd\"><R/>"),
                Arguments.of("depth", "<R>" + "<A>".repeat(16) + "</A>".repeat(16) + "</R>"),
                Arguments.of("huge depth", "<R>".repeat(1_000_000)),
                Arguments.of("elements", "<R>" + "<A/>".repeat(20_001) + "</R>"),
                Arguments.of(
                        "attributes",
                        "<R "
                                + IntStream.range(0, 17)
                                        .mapToObj(i -> "a" + i + "=''")
                                        .collect(Collectors.joining(" ")) + "/>"),
                Arguments.of("long attribute", "<R a='" + "x".repeat(5000) + "'/>"),
                Arguments.of("long text", "<R>" + "x".repeat(64 * 1024 + 1) + "</R>"),
                Arguments.of("long text in pieces", "<R>" + ("x".repeat(1024) + "<A/>").repeat(65) + "</R>"),
                Arguments.of("size", "<R>" + " ".repeat(XmlReader.MAX_SIZE) + "</R>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses(String reason, String document) {
        OssException refusal = catchThrowableOfType(OssException.class, () -> read(document));
        assertThat(refusal).as(reason).isNotNull();
        assertThat(refusal.error()).isEqualTo(OssError.MALFORMED_XML);
    }

    @Test
    void readsNoFile(@TempDir Path directory) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        OssException refusal = catchThrowableOfType(
                OssException.class,
                () -> read("<!DOCTYPE R [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><R>&x;</R>"));
        assertThat(refusal.error()).isEqualTo(OssError.MALFORMED_XML);
    }

    @Test
    void acceptsWhatLiesJustWithinTheLimits() {
        assertThat(read("<R>" + "<A>".repeat(15) + "</A>".repeat(15) + "</R>").children())
                .hasSize(1);
        assertThat(read("<R>" + "x".repeat(64 * 1024) + "</R>").text()).hasSize(64 * 1024);
        assertThat(read("<R>" + "<A/>".repeat(19_999) + "</R>").children()).hasSize(19_999);
    }

    private static XmlElement read(String document) {
        return XmlReader.read(document.getBytes(StandardCharsets.UTF_8), "R");
    }
}
