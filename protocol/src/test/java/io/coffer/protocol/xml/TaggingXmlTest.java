package io.coffer.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Tags;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaggingXmlTest {
    private static final Tags.Limits OBJECT = Tags.Limits.OF_OBJECT;

    @Test
    void readsWhatItWrites() {
        Tags tags = new Tags(Map.of("b", "2", "a", "", "+-=._:/ ", ":::", "键", "值"));
        assertThat(TaggingXml.parse(TaggingXml.write(tags), OBJECT)).isEqualTo(tags);
        assertThat(new String(TaggingXml.write(Tags.NONE), StandardCharsets.UTF_8))
                .endsWith("<Tagging><TagSet></TagSet></Tagging>");
        assertThat(tags.values().keySet()).containsExactly("+-=._:/ ", "a", "b", "键");
    }

    @Test
    void blanksBelongToATag() {
        Tags tags = parse("<Tag><Key> a </Key><Value> </Value></Tag><Tag><Key>b</Key></Tag>");
        assertThat(tags.values()).containsOnly(Map.entry(" a ", " "), Map.entry("b", ""));
    }

    @Test
    void readsHeaders() {
        assertThat(Tags.parse("a=1&b&c=%2B%2B%2B&d=x+y=z&", OBJECT).values())
                .containsOnly(Map.entry("a", "1"), Map.entry("b", ""), Map.entry("c", "+++"), Map.entry("d", "x y=z"));
        assertThat(Tags.parse("", OBJECT)).isEqualTo(Tags.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=v", "a=1&a=2", "a=%", "a=%zz", "a=%FF", "a=b%2Ac", "a=1&b=%0A", "a=%26"})
    void refusesIllegalHeaders(String header) {
        refused(() -> Tags.parse(header, OBJECT));
    }

    @Test
    void countsCharactersNotBytes() {
        assertThat(Tags.of(List.of(new Tags.Tag("键".repeat(128), "值".repeat(256))), OBJECT)
                        .size())
                .isEqualTo(1);
        refused(() -> Tags.of(List.of(new Tags.Tag("k".repeat(129), "")), OBJECT));
        refused(() -> Tags.of(List.of(new Tags.Tag("k", "v".repeat(257))), OBJECT));
        refused(() -> Tags.of(
                IntStream.range(0, 11)
                        .mapToObj(at -> new Tags.Tag("k" + at, ""))
                        .toList(),
                OBJECT));
    }

    private static Tags parse(String tags) {
        return TaggingXml.parse(
                ("<Tagging><TagSet>" + tags + "</TagSet></Tagging>").getBytes(StandardCharsets.UTF_8), OBJECT);
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        OssException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(OssError.INVALID_TAG));
    }
}
