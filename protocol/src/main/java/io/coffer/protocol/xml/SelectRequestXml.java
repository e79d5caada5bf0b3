package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.select.SelectInput;
import io.coffer.model.select.SelectMetaRequest;
import io.coffer.model.select.SelectOutput;
import io.coffer.model.select.SelectRange;
import io.coffer.model.select.SelectRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The documents of SelectObject and CreateSelectObjectMeta. */
public final class SelectRequestXml {
    /** in bytes */
    private static final int MAX_EXPRESSION = 16 * 1024;

    private static final XmlElement ABSENT = new XmlElement("", "", List.of());

    private SelectRequestXml() {}

    public static SelectRequest parseCsv(byte[] document) {
        XmlElement root = XmlReader.read(document, "SelectRequest");
        XmlElement input = child(child(root, "InputSerialization"), "CSV");
        SelectInput.Csv csv = csv(root);
        return request(
                root, csv, SelectRangeText.parse(input.nonEmptyValue("Range")), output(root, "CSV", csv.quote()));
    }

    public static SelectRequest parseJson(byte[] document) {
        XmlElement root = XmlReader.read(document, "SelectRequest");
        XmlElement input = child(child(root, "InputSerialization"), "JSON");
        SelectInput.Json json = json(root);
        Optional<SelectRange> range = SelectRangeText.parse(input.nonEmptyValue("Range"));
        if (range.isPresent() && !json.lines()) {
            throw OssError.INVALID_SELECT_RANGE.saying("Only JSON of the type LINES has a range.");
        }
        return request(root, json, range, output(root, "JSON", '"'));
    }

    public static SelectMetaRequest parseCsvMeta(byte[] document) {
        XmlElement root = XmlReader.read(document, "CsvMetaRequest");
        return new SelectMetaRequest(csv(root), overwrite(root));
    }

    public static SelectMetaRequest parseJsonMeta(byte[] document) {
        XmlElement root = XmlReader.read(document, "JsonMetaRequest");
        SelectInput.Json json = json(root);
        if (!json.lines()) {
            throw OssError.invalidArgument("Type", "DOCUMENT", "Only JSON of the type LINES has select meta.");
        }
        return new SelectMetaRequest(json, overwrite(root));
    }

    private static boolean overwrite(XmlElement root) {
        // the page's own sample names the element OverwriteIfExisting
        return flag(root, "OverwriteIfExists", false) || flag(root, "OverwriteIfExisting", false);
    }

    private static SelectRequest request(
            XmlElement root, SelectInput input, Optional<SelectRange> range, SelectOutput output) {
        XmlElement options = child(root, "Options");
        return new SelectRequest(
                expression(root),
                input,
                range,
                output,
                flag(options, "SkipPartialDataRecord", false),
                options.nonEmptyValue("MaxSkippedRecordsAllowed")
                        .map(SelectRequestXml::maxSkipped)
                        .orElse(0L));
    }

    private static SelectInput.Csv csv(XmlElement root) {
        XmlElement input = child(root, "InputSerialization");
        XmlElement csv = child(input, "CSV");
        return new SelectInput.Csv(
                compressed(input),
                csv.nonEmptyValue("FileHeaderInfo")
                        .map(SelectRequestXml::header)
                        .orElse(SelectInput.Header.NONE),
                delimiter(csv, OssError.INVALID_INPUT_RECORD_DELIMITER),
                character(csv, "FieldDelimiter", OssError.INVALID_INPUT_FIELD_DELIMITER)
                        .orElse(','),
                character(csv, "QuoteCharacter", OssError.INVALID_INPUT_QUOTE).orElse('"'),
                character(csv, "CommentCharacter", OssError.INVALID_COMMENT_CHARACTER),
                flag(csv, "AllowQuotedRecordDelimiter", true));
    }

    private static SelectInput.Json json(XmlElement root) {
        XmlElement input = child(root, "InputSerialization");
        XmlElement json = child(input, "JSON");
        String type = json.nonEmptyValue("Type").orElse("");
        boolean lines = type.equalsIgnoreCase("LINES");
        if (!lines && !type.equalsIgnoreCase("DOCUMENT")) {
            throw OssError.invalidArgument("Type", type, "The type of JSON must be DOCUMENT or LINES.");
        }
        return new SelectInput.Json(compressed(input), lines, flag(json, "ParseJsonNumberAsString", false));
    }

    private static SelectOutput output(XmlElement root, String format, char inputQuote) {
        XmlElement output = child(root, "OutputSerialization");
        XmlElement written = child(output, format);
        boolean raw = flag(output, "OutputRawData", false);
        if (raw && flag(output, "EnablePayloadCrc", false)) {
            throw OssError.INVALID_SELECT_PARAMETERS.exception();
        }
        return new SelectOutput(
                delimiter(written, OssError.INVALID_OUTPUT_RECORD_DELIMITER),
                character(written, "FieldDelimiter", OssError.INVALID_OUTPUT_FIELD_DELIMITER)
                        .orElse(','),
                character(written, "QuoteCharacter", OssError.INVALID_ARGUMENT).orElse(inputQuote),
                flag(output, "KeepAllColumns", false),
                raw,
                flag(output, "OutputHeader", false));
    }

    private static String expression(XmlElement root) {
        byte[] sql = decoded(root.nonEmptyValue("Expression").orElse(""), OssError.INVALID_SQL_PARAMETER);
        if (sql.length > MAX_EXPRESSION) {
            throw OssError.INVALID_SQL_PARAMETER.exception();
        }
        String text = text(sql, OssError.INVALID_SQL_PARAMETER);
        if (text.isBlank()) {
            throw OssError.INVALID_SQL_PARAMETER.exception();
        }
        return text;
    }

    private static boolean compressed(XmlElement input) {
        return switch (input.nonEmptyValue("CompressionType").orElse("NONE").toUpperCase(Locale.ROOT)) {
            case "NONE" -> false;
            case "GZIP" -> true;
            default -> throw OssError.UNSUPPORTED_COMPRESSION_FORMAT.exception();
        };
    }

    private static SelectInput.Header header(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "NONE" -> SelectInput.Header.NONE;
            case "USE" -> SelectInput.Header.USE;
            case "IGNORE" -> SelectInput.Header.IGNORE;
            default ->
                throw OssError.invalidArgument("FileHeaderInfo", text, "FileHeaderInfo must be NONE, USE or IGNORE.");
        };
    }

    private static long maxSkipped(String text) {
        try {
            long count = Long.parseLong(text);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, as a negative number is
        }
        throw OssError.INVALID_MAX_SKIPPED_RECORDS.exception();
    }

    private static String delimiter(XmlElement csv, OssError refusal) {
        String delimiter = csv.nonEmptyValue("RecordDelimiter")
                .map(encoded -> text(decoded(encoded, refusal), refusal))
                .orElse("\n");
        if (delimiter.isEmpty() || delimiter.length() > 2) {
            throw refusal.exception();
        }
        return delimiter;
    }

    private static Optional<Character> character(XmlElement csv, String name, OssError refusal) {
        return csv.nonEmptyValue(name).map(encoded -> {
            String decoded = text(decoded(encoded, refusal), refusal);
            if (decoded.length() != 1) {
                throw refusal.exception();
            }
            return decoded.charAt(0);
        });
    }

    private static byte[] decoded(String base64, OssError refusal) {
        try {
            // some clients break long texts into lines
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException notBase64) {
            throw refusal.exception();
        }
    }

    private static String text(byte[] utf8, OssError refusal) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw refusal.exception();
        }
    }

    /** @throws OssException InvalidArgument for what is neither true nor false */
    private static boolean flag(XmlElement parent, String name, boolean unsaid) {
        Optional<String> text = parent.nonEmptyValue(name);
        if (text.isEmpty()) {
            return unsaid;
        }
        return switch (text.get().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw OssError.invalidArgument(name, text.get(), name + " must be true or false.");
        };
    }

    private static XmlElement child(XmlElement parent, String name) {
        return parent.child(name).orElse(ABSENT);
    }
}
