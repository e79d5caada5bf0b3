package io.coffer.protocol.form;

import io.coffer.model.OssError;
import io.coffer.protocol.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Which fields of a form say what, and the headers that an upload without a form would have in their place. */
final class FormFields {
    /** Fields of the sender's proof, which have no header that could stand for them. */
    private static final Set<String> PROOF = Set.of(
            "policy",
            "ossaccesskeyid",
            "signature",
            "x-oss-signature-version",
            "x-oss-credential",
            "x-oss-date",
            "x-oss-signature",
            "x-oss-security-token");

    private static final Set<String> AS_THEY_ARE = Set.of(
            "cache-control",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-md5",
            "expires",
            "success_action_redirect",
            "success_action_status");

    private static final Set<String> OTHERS = Set.of("key", "content-type", "callback", "callback-var");

    private static final String CONTENT_TYPE = "x-oss-content-type";
    private static final String CALLBACK = "x-oss-callback";
    private static final String VARIABLE = "x:";
    private static final JsonMapper JSON = new JsonMapper();

    private FormFields() {}

    /** Whether a field says something of the object or its sender. */
    static boolean counts(String name) {
        return PROOF.contains(name)
                || AS_THEY_ARE.contains(name)
                || OTHERS.contains(name)
                || name.startsWith("x-oss-")
                || name.startsWith(VARIABLE);
    }

    /** The headers of an upload without a form, its content type aside. */
    static Headers headers(Map<String, String> fields) {
        Headers.Builder headers = Headers.builder();
        Map<String, String> variables = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(VARIABLE)) {
                variables.put(name, value);
            } else if (name.equals("callback") || name.equals("callback-var")) {
                headers.add("x-oss-" + name, text(name, value));
            } else if (isHeader(name)) {
                headers.add(name, text(name, value));
            }
        });
        if (!variables.isEmpty()) {
            headers.set(CALLBACK + "-var", Base64.getEncoder().encodeToString(JSON.writeValueAsBytes(variables)));
        }
        return headers.build();
    }

    private static boolean isHeader(String name) {
        return AS_THEY_ARE.contains(name)
                || (name.startsWith("x-oss-") && !PROOF.contains(name) && !name.equals(CONTENT_TYPE));
    }

    /** As a header's value arrives: the octets of UTF-8 one by one, and nothing that would end a line. */
    static String text(String name, String value) {
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            throw OssError.invalidArgument(name, value, "The field has control characters.");
        }
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
