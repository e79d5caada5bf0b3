package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.select.SelectInput;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** The records of JSON: what the path after FROM leads to, in one document or in each of many. */
final class JsonRecords implements RecordSource {
    private static final int MAX_DEPTH = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(JsonNodes.MAX_SIZE)
                    .maxNameLength(64 * 1024)
                    .maxNumberLength(1000)
                    .maxDocumentLength(-1)
                    .build())
            .build();

    private final Reader reader;
    private final List<SqlPath.Step> root;
    private final JsonNodes nodes;

    JsonRecords(Reader reader, SelectInput.Json format, SqlPath root) {
        this.reader = format.lines() ? new RootCommaReader(reader) : reader;
        this.root = root.steps();
        this.nodes = new JsonNodes(format.numbersAsText());
    }

    @Override
    public void forEach(Lines lines, Visitor visitor) throws IOException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), reader)) {
            boolean more = true;
            for (long line = 0; more && parser.nextToken() != null; line++) {
                long start = parser.currentTokenLocation().getCharOffset();
                if (lines.wants(line)) {
                    more = visit(parser, 0, line, visitor);
                } else {
                    parser.skipChildren();
                }
                lines.passed(parser.currentLocation().getCharOffset() - start);
                more &= !lines.isOver();
            }
        } catch (StreamConstraintsException tooLarge) {
            throw OssError.JSON_NODE_TOO_LARGE.exception();
        } catch (JacksonIOException unreadable) {
            throw TextInput.refusal(unreadable)
                    .<RuntimeException>map(refusal -> refusal)
                    .orElseGet(() -> new UncheckedIOException(unreadable.getCause()));
        } catch (JacksonException notJson) {
            throw invalid(notJson);
        }
    }

    private static OssException invalid(JacksonException notJson) {
        return OssError.INVALID_JSON_DATA.saying("The object is not valid JSON at line "
                + notJson.getLocation().getLineNr() + ", column "
                + notJson.getLocation().getColumnNr() + ".");
    }

    /**
     * Follows the path from the value at which the parser stands; leaves the parser at the value's end.
     *
     * @return whether to go on
     */
    private boolean visit(JsonParser parser, int step, long line, Visitor visitor) throws IOException {
        if (step == root.size()) {
            return visitor.visit(new JsonRow(nodes.read(parser)), line);
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return visitObject(parser, step, line, visitor);
        }
        return token != JsonToken.START_ARRAY || visitArray(parser, step, line, visitor);
    }

    private boolean visitObject(JsonParser parser, int step, long line, Visitor visitor) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            boolean onTheWay = switch (root.get(step)) {
                case SqlPath.Step.Name wanted -> wanted.name().equals(name);
                case SqlPath.Step.Every every -> true;
                case SqlPath.Step.Element element -> false;
            };
            if (!follow(parser, onTheWay, step, line, visitor)) {
                return false;
            }
        }
        return true;
    }

    private boolean visitArray(JsonParser parser, int step, long line, Visitor visitor) throws IOException {
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            boolean onTheWay = switch (root.get(step)) {
                case SqlPath.Step.Name wanted -> false;
                case SqlPath.Step.Every every -> true;
                case SqlPath.Step.Element element -> element.index() == index;
            };
            if (!follow(parser, onTheWay, step, line, visitor)) {
                return false;
            }
        }
        return true;
    }

    private boolean follow(JsonParser parser, boolean onTheWay, int step, long line, Visitor visitor)
            throws IOException {
        if (onTheWay) {
            return visit(parser, step + 1, line, visitor);
        }
        parser.skipChildren();
        return true;
    }
}
