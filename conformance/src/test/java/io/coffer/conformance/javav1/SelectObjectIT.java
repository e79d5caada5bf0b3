package io.coffer.conformance.javav1;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.model.CSVFormat;
import com.aliyun.oss.model.CompressionType;
import com.aliyun.oss.model.CreateSelectObjectMetadataRequest;
import com.aliyun.oss.model.InputSerialization;
import com.aliyun.oss.model.JsonFormat;
import com.aliyun.oss.model.JsonType;
import com.aliyun.oss.model.OSSObject;
import com.aliyun.oss.model.ObjectMetadata;
import com.aliyun.oss.model.OutputSerialization;
import com.aliyun.oss.model.SelectObjectMetadata;
import com.aliyun.oss.model.SelectObjectRequest;
import io.coffer.conformance.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The records of CSV and JSON are counted and queried. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#all")
final class SelectObjectIT extends Story {
    private static final String CSV = """
            name,school,company,age
            Lora Francis,School,Staples Inc,27
            #Lora Francis,School,Staples Inc,27
            Eleanor Little,School,"Conectiv, Inc",43
            Rosie Hughes,School,Western Gas Resources Inc,44
            Lawrence Ross,School,MetLife Inc.,24
            """;

    private static final String JSON = """
            {
            \t"name": "Lora Francis",
            \t"age": 27
            }
            {"name": "Eleanor Little", "age": 43}
            {"name": "Rosie Hughes", "age": 44}
            """;

    SelectObjectIT(Connection connection) {
        super(connection);
    }

    @Test
    void linesOfCsvAreCountedAndFound() {
        String bucket = newBucket();
        put(bucket, "people.csv", utf8(CSV), new ObjectMetadata());
        SelectObjectMetadata meta =
                oss.createSelectObjectMetadata(new CreateSelectObjectMetadataRequest(bucket, "people.csv")
                        .withOverwrite(true)
                        .withInputSerialization(new InputSerialization().withCsvInputFormat(new CSVFormat())));
        assertThat(meta.getCsvObjectMetadata().getTotalLines()).isEqualTo(6);
        assertThat(meta.getCsvObjectMetadata().getSplits()).isEqualTo(1);

        SelectObjectRequest all = csv(bucket, "select * from ossobject", CSVFormat.Header.Ignore);
        assertThat(result(all))
                .isEqualTo(CSV.lines()
                        .filter(line -> !line.startsWith("name") && !line.startsWith("#"))
                        .map(line -> line + "\n")
                        .reduce("", String::concat));
        all.setLineRange(1, 3);
        assertThat(result(all))
                .isEqualTo("Lora Francis,School,Staples Inc,27\nEleanor Little,School,\"Conectiv, Inc\",43\n");
        all.withLineRange(6, 10);
        refused("InvalidRange", () -> oss.selectObject(all));

        assertThat(result(csv(bucket, "select name, age from ossobject where age > 40", CSVFormat.Header.Use)))
                .isEqualTo("Eleanor Little,43\nRosie Hughes,44\n");
        assertThat(result(csv(bucket, "select avg(cast(age as int)), count(*) from ossobject", CSVFormat.Header.Use)))
                .isEqualTo("34.5,4\n");
        SelectObjectRequest grouped = csv(bucket, "select * from ossobject group by age", CSVFormat.Header.Use);
        refused("SqlSyntaxError", () -> oss.selectObject(grouped));
    }

    @Test
    void documentsAreCountedAndFound() {
        String bucket = newBucket();
        put(bucket, "people.json", utf8(JSON), new ObjectMetadata());
        SelectObjectMetadata meta =
                oss.createSelectObjectMetadata(new CreateSelectObjectMetadataRequest(bucket, "people.json")
                        .withInputSerialization(new InputSerialization()
                                .withJsonInputFormat(new JsonFormat().withJsonType(JsonType.LINES))));
        assertThat(meta.getJsonObjectMetadata().getTotalLines()).isEqualTo(3);

        SelectObjectRequest adults = new SelectObjectRequest(bucket, "people.json")
                .withInputSerialization(
                        new InputSerialization().withJsonInputFormat(new JsonFormat().withJsonType(JsonType.LINES)))
                .withOutputSerialization(
                        new OutputSerialization().withCrcEnabled(true).withJsonOutputFormat(new JsonFormat()))
                .withExpression("select * from ossobject as s where s.age > 40");
        assertThat(result(adults))
                .isEqualTo("{\"name\":\"Eleanor Little\",\"age\":43}\n{\"name\":\"Rosie Hughes\",\"age\":44}\n");
    }

    @Test
    void compressedAndEncryptedObjectsAreRead() {
        String bucket = newBucket();
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(utf8(CSV));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        ObjectMetadata encrypted = new ObjectMetadata();
        encrypted.setServerSideEncryption(ObjectMetadata.AES_256_SERVER_SIDE_ENCRYPTION);
        put(bucket, "people.csv", zipped.toByteArray(), encrypted);
        SelectObjectRequest request = csv(bucket, "select name from ossobject where age = 44", CSVFormat.Header.Use);
        request.getInputSerialization().withCompressionType(CompressionType.GZIP);
        assertThat(result(request)).isEqualTo("Rosie Hughes\n");
        request.getOutputSerialization().withOutputRawData(true);
        request.getOutputSerialization().withCrcEnabled(false);
        assertThat(result(request)).isEqualTo("Rosie Hughes\n");
    }

    private static SelectObjectRequest csv(String bucket, String sql, CSVFormat.Header header) {
        return new SelectObjectRequest(bucket, "people.csv")
                .withInputSerialization(new InputSerialization()
                        .withCompressionType(CompressionType.NONE)
                        .withCsvInputFormat(new CSVFormat()
                                .withRecordDelimiter("\n")
                                .withQuoteChar("\"")
                                .withFieldDelimiter(",")
                                .withCommentChar("#")
                                .withHeaderInfo(header)))
                .withOutputSerialization(
                        new OutputSerialization().withCrcEnabled(true).withCsvOutputFormat(new CSVFormat()))
                .withExpression(sql);
    }

    /** Read byte by byte, since the client ends a longer read at the end of each frame. */
    private String result(SelectObjectRequest request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OSSObject object = oss.selectObject(request);
        try (InputStream content = object.getObjectContent()) {
            for (int octet = content.read(); octet >= 0; octet = content.read()) {
                bytes.write(octet);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
