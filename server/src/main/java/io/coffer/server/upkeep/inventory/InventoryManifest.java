package io.coffer.server.upkeep.inventory;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.coffer.protocol.ContentMd5;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What a run of an inventory made: the lists, in order, and the columns they have. */
record InventoryManifest(
        String sourceBucket, String destinationBucket, String fileSchema, Instant started, List<ListFile> files) {
    private static final String VERSION = "2019-09-01";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    InventoryManifest {
        files = List.copyOf(files);
    }

    /** @param md5 upper-case hex, of the list as it is stored */
    @JsonPropertyOrder({"MD5checksum", "key", "size"})
    record ListFile(@JsonProperty("MD5checksum") String md5, String key, long size) {}

    @JsonPropertyOrder({
        "creationTimestamp",
        "destinationBucket",
        "fileFormat",
        "fileSchema",
        "files",
        "sourceBucket",
        "version"
    })
    private record Document(
            String creationTimestamp,
            String destinationBucket,
            String fileFormat,
            String fileSchema,
            List<ListFile> files,
            String sourceBucket,
            String version) {}

    byte[] json() {
        return JSON.writeValueAsBytes(new Document(
                Long.toString(started.getEpochSecond()),
                destinationBucket,
                "CSV",
                fileSchema,
                files,
                sourceBucket,
                VERSION));
    }

    /** What the object {@code manifest.checksum} holds. */
    static byte[] checksum(byte[] manifest) {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(ContentMd5.digestOf(manifest))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
