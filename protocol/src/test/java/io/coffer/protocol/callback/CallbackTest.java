package io.coffer.protocol.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackTest {
    private static Callback parse(String json, String variables) {
        return CallbackJson.parse(encoded(json), Optional.of(variables).map(CallbackTest::encoded));
    }

    private static String encoded(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    }

    @Test
    void aFormIsPercentEncoded() {
        Callback callback = parse(
                "{\"callbackUrl\":\"oss-demo.aliyuncs.com:23450;https://b/c?d=e\","
                        + "\"callbackBody\":\"o=${object}&s=${size}&h=${imageInfo.height}&v=${x:var1}\"}",
                "{\"x:var1\":\"a&b\"}");
        assertThat(new String(callback.body(Map.of("object", "d/ü.txt", "size", "5")), UTF_8))
                .isEqualTo("o=d%2F%C3%BC.txt&s=5&h=&v=a%26b");
        assertThat(callback.urls())
                .extracting(Object::toString)
                .containsExactly("http://oss-demo.aliyuncs.com:23450", "https://b/c?d=e");
        assertThat(callback.type().mediaType()).isEqualTo("application/x-www-form-urlencoded");
    }

    @Test
    void jsonIsQuotedOnce() {
        Callback callback = parse(
                "{\"callbackUrl\":\"http://localhost\",\"callbackBodyType\":\"application/json\",\"callbackSNI\":true,"
                        + "\"callbackBody\":\"{\\\"m\\\":${mimeType},\\\"o\\\":\\\"${object}\\\",\\\"s\\\":${size}}\"}",
                "{}");
        assertThat(new String(callback.body(Map.of("mimeType", "a/b", "object", "q\"", "size", "5")), UTF_8))
                .isEqualTo("{\"m\":\"a/b\",\"o\":\"q\\\"\",\"s\":5}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                                     | INVALID_CALLBACK",
                "{                                                                      | INVALID_CALLBACK",
                "{\"callbackBody\":\"b\"}                                               | INVALID_CALLBACK_URL",
                "{\"callbackUrl\":\"my\",\"callbackBody\":\"b\"}                        | INVALID_CALLBACK_URL",
                "{\"callbackUrl\":\"my.com:test\",\"callbackBody\":\"b\"}               | INVALID_CALLBACK_URL",
                "{\"callbackUrl\":\"my.com:70000\",\"callbackBody\":\"b\"}              | INVALID_CALLBACK_URL",
                "{\"callbackUrl\":\"ftp://my.com\",\"callbackBody\":\"b\"}              | INVALID_CALLBACK_URL",
                "{\"callbackUrl\":\"http://u:p@my.com\",\"callbackBody\":\"b\"}         | INVALID_CALLBACK_URL",
                "{\"callbackUrl\":\"a.b;a.b;a.b;a.b;a.b;a.b;\",\"callbackBody\":\"b\"}  | TOO_MANY_CALLBACK_URLS",
                "{\"callbackUrl\":\"my.com\",\"callbackBody\":\"\"}                     | INVALID_CALLBACK_BODY",
                "{\"callbackUrl\":\"my.com\",\"callbackBody\":[1]}                      | INVALID_CALLBACK_BODY",
                "{\"callbackUrl\":\"my.com\",\"callbackBody\":\"b=$(object)\"}          | INVALID_CALLBACK_VARIABLE",
                "{\"callbackUrl\":\"my.com\",\"callbackBody\":\"b=$x:v}\"}              | INVALID_CALLBACK_VARIABLE",
                "{\"callbackUrl\":\"my.com\",\"callbackBody\":\"b=${object\"}           | INVALID_CALLBACK_VARIABLE",
                "{\"callbackUrl\":\"my.com\",\"callbackBody\":\"b=${unknown}\"}         | INVALID_CALLBACK_VARIABLE",
                "{\"callbackUrl\":\"my.com\",\"callbackBody\":\"b\",\"callbackBodyType\":123}  |"
                        + " INVALID_CALLBACK_BODY_TYPE",
                "{\"callbackUrl\":\"my.com\",\"callbackBody\":\"b\",\"callbackBodyType\":\"a/b\"}"
                        + " | INVALID_CALLBACK_BODY_TYPE",
                "{\"callbackUrl\":\"my.com\",\"callbackBody\":\"b\",\"callbackHost\":\"a b\"}  | INVALID_ARGUMENT",
                "{\"callbackUrl\":\"my.com\",\"callbackBody\":\"b\",\"callbackSNI\":1}  | INVALID_ARGUMENT",
            })
    void whatCannotBeCalledIsRefused(String json, OssError error) {
        assertThatExceptionOfType(OssException.class)
                .isThrownBy(() -> parse(json, "{}"))
                .matches(refusal -> refusal.error() == error)
                .matches(refusal -> refusal.error().code().equals("InvalidArgument"));
    }

    @Test
    void variablesAreBoundedAndNamedByRule() {
        String good = "{\"callbackUrl\":\"my.com\",\"callbackBody\":\"b\"}";
        for (String variables :
                new String[] {"{\"var\":\"1\"}", "{\"x:v\":1}", "{\"x:v\":\"" + "A".repeat(6000) + "\"}"}) {
            assertThatExceptionOfType(OssException.class)
                    .isThrownBy(() -> parse(good, variables))
                    .matches(refusal -> refusal.error().code().equals("InvalidArgument"));
        }
    }
}
