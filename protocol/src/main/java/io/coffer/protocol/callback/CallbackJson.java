package io.coffer.protocol.callback;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and checks the JSON in which a request asks for a call. */
final class CallbackJson {
    /** in bytes of JSON */
    private static final int MAX_SIZE = 5 * 1024;

    private static final int MAX_DEPTH = 4;
    private static final int MAX_URLS = 5;
    private static final int MAX_PORT = 65_535;
    private static final String OWN = "x:";
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._\\-\\[\\]:]{1,255}");
    private static final Pattern SCHEME = Pattern.compile("(?i)https?://.*");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MAX_SIZE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CallbackJson() {}

    static Callback parse(String encoded, Optional<String> encodedVariables) {
        JsonNode json = document("callback", encoded);
        Callback.BodyType type = type(json.path("callbackBodyType"));
        checkSni(json.path("callbackSNI"));
        String body = text(json, "callbackBody", OssError.INVALID_CALLBACK_BODY).orElse("");
        if (body.isEmpty()) {
            throw OssError.INVALID_CALLBACK_BODY.with("ArgumentName", "callbackBody");
        }
        return new Callback(
                urls(text(json, "callbackUrl", OssError.INVALID_CALLBACK_URL).orElse("")),
                host(json),
                CallbackTemplate.parse(body),
                type,
                encodedVariables.map(CallbackJson::variables).orElse(Map.of()));
    }

    private static JsonNode document(String argument, String encoded) {
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded);
            if (bytes.length <= MAX_SIZE) {
                JsonNode document = MAPPER.readTree(bytes);
                if (document.isObject()) {
                    return document;
                }
            }
        } catch (IllegalArgumentException | JacksonException malformed) {
            throw invalid(argument, encoded);
        }
        throw invalid(argument, encoded);
    }

    private static OssException invalid(String argument, String value) {
        return OssError.INVALID_CALLBACK.with("ArgumentName", argument).and("ArgumentValue", value);
    }

    private static Optional<String> text(JsonNode json, String name, OssError error) {
        JsonNode node = json.path(name);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isString()) {
            throw error.with("ArgumentName", name).and("ArgumentValue", node.toString());
        }
        return Optional.of(node.asString());
    }

    private static Callback.BodyType type(JsonNode node) {
        if (node.isMissingNode()) {
            return Callback.BodyType.FORM;
        }
        for (Callback.BodyType type : Callback.BodyType.values()) {
            if (node.isString() && type.mediaType().equalsIgnoreCase(node.asString())) {
                return type;
            }
        }
        throw OssError.INVALID_CALLBACK_BODY_TYPE
                .with("ArgumentName", "callbackBodyType")
                .and("ArgumentValue", node.toString());
    }

    /** The name goes with every call over TLS anyway; only a wrong value is of interest. */
    private static void checkSni(JsonNode node) {
        if (!node.isMissingNode() && !node.isBoolean()) {
            throw OssError.invalidArgument("callbackSNI", node.toString(), "callbackSNI is neither true nor false.");
        }
    }

    private static Optional<String> host(JsonNode json) {
        Optional<String> host =
                text(json, "callbackHost", OssError.INVALID_CALLBACK).filter(text -> !text.isEmpty());
        host.filter(text -> !HOST.matcher(text).matches()).ifPresent(text -> {
            throw OssError.invalidArgument("callbackHost", text, "The callback host is not valid.");
        });
        return host;
    }

    private static List<URI> urls(String text) {
        List<URI> urls = new ArrayList<>();
        for (String url : text.split(";")) {
            if (!url.isBlank()) {
                urls.add(url(url.strip()));
            }
        }
        if (urls.isEmpty()) {
            throw invalidUrl(text);
        }
        if (urls.size() > MAX_URLS) {
            throw OssError.TOO_MANY_CALLBACK_URLS
                    .with("ArgumentName", "callbackUrl")
                    .and("ArgumentValue", text);
        }
        return urls;
    }

    /** Without a scheme it is HTTP; such a short form must look like a domain or an address. */
    private static URI url(String text) {
        boolean complete = SCHEME.matcher(text).matches();
        try {
            URI url = new URI(complete ? text : "http://" + text).parseServerAuthority();
            String host = Optional.ofNullable(url.getHost()).orElse("");
            boolean plausible =
                    complete || host.contains(".") || host.contains(":") || host.equalsIgnoreCase("localhost");
            boolean portFits = url.getPort() == -1 || (url.getPort() > 0 && url.getPort() <= MAX_PORT);
            if (!host.isEmpty() && plausible && portFits && url.getRawUserInfo() == null) {
                return new URI(url.toASCIIString());
            }
        } catch (URISyntaxException malformed) {
            throw invalidUrl(text);
        }
        throw invalidUrl(text);
    }

    private static OssException invalidUrl(String text) {
        return OssError.INVALID_CALLBACK_URL.with("ArgumentName", "callbackUrl").and("ArgumentValue", text);
    }

    private static Map<String, String> variables(String encoded) {
        Map<String, String> variables = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry :
                document("callback-var", encoded).properties()) {
            String name = entry.getKey();
            if (!name.startsWith(OWN) || !entry.getValue().isString()) {
                throw OssError.invalidArgument(
                        "callback-var", name, "The names of callback variables begin with x: and values are texts.");
            }
            variables.put(name, entry.getValue().asString());
        }
        return variables;
    }
}
