package io.coffer.protocol.callback;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.PercentEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a call with places for variables such as <code>${size}</code> or <code>${x:mine}</code>.
 *
 * @param pieces in their order
 */
public record CallbackTemplate(List<Piece> pieces) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String OWN = "x:";

    /** Those that stand without quotes in JSON. */
    private static final Set<String> NUMBERS = Set.of("size");

    private static final Set<String> KNOWN = Set.of(
            "bucket",
            "object",
            "etag",
            "size",
            "mimeType",
            "imageInfo.height",
            "imageInfo.width",
            "imageInfo.format",
            "crc64",
            "contentMd5",
            "vpcId",
            "clientIp",
            "reqId",
            "operation");

    /** A part of the body. */
    public sealed interface Piece {}

    /** Goes out as it is. */
    public record Text(String text) implements Piece {}

    /** @param quoted whether quotes stand around it already */
    public record Variable(String name, boolean quoted) implements Piece {}

    public CallbackTemplate {
        pieces = List.copyOf(pieces);
    }

    /** @throws OssException {@link OssError#INVALID_CALLBACK_VARIABLE} */
    static CallbackTemplate parse(String body) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int dollar = body.indexOf('$'); dollar >= 0; dollar = body.indexOf('$', from)) {
            if (dollar + 1 >= body.length() || body.charAt(dollar + 1) != '{') {
                throw invalid(body, OssError.INVALID_CALLBACK_VARIABLE.message());
            }
            int brace = body.indexOf('}', dollar);
            if (brace < 0) {
                throw invalid(body, "Right brace is missing.");
            }
            String name = body.substring(dollar + 2, brace);
            if (!KNOWN.contains(name) && !name.startsWith(OWN)) {
                throw invalid(body, "There is no variable " + name + ".");
            }
            pieces.add(new Text(body.substring(from, dollar)));
            pieces.add(new Variable(name, isQuoted(body, dollar, brace)));
            from = brace + 1;
        }
        pieces.add(new Text(body.substring(from)));
        return new CallbackTemplate(pieces);
    }

    private static boolean isQuoted(String body, int dollar, int brace) {
        return dollar > 0
                && body.charAt(dollar - 1) == '"'
                && brace + 1 < body.length()
                && body.charAt(brace + 1) == '"';
    }

    private static OssException invalid(String body, String message) {
        return OssError.INVALID_CALLBACK_VARIABLE
                .saying(message)
                .and("ArgumentName", "callbackBody")
                .and("ArgumentValue", body);
    }

    String fill(Callback.BodyType type, Map<String, String> facts, Map<String, String> own) {
        StringBuilder filled = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Text text -> filled.append(text.text());
                case Variable variable -> {
                    Map<String, String> source = variable.name().startsWith(OWN) ? own : facts;
                    filled.append(written(type, variable, source.getOrDefault(variable.name(), "")));
                }
            }
        }
        return filled.toString();
    }

    private static String written(Callback.BodyType type, Variable variable, String value) {
        return switch (type) {
            case FORM -> PercentEncoding.encode(value);
            case JSON -> {
                if (NUMBERS.contains(variable.name())) {
                    yield value;
                }
                String quoted = JSON.writeValueAsString(value);
                yield variable.quoted() ? quoted.substring(1, quoted.length() - 1) : quoted;
            }
        };
    }
}
