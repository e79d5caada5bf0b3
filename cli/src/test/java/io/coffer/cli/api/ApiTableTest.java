package io.coffer.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.cli.api.ApiParameter.Place;
import io.coffer.protocol.QueryParameters.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of the verbs against the page that the server writes of its operations. */
class ApiTableTest {
    private static final Path PAGE = Path.of("..", "docs", "operations.md");

    private final Map<String, ApiOperation> table =
            ApiTable.read().stream().collect(Collectors.toMap(ApiOperation::name, Function.identity()));

    private static Map<String, String> routes() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .map(line -> line.split("\\s\\|\\s"))
                .filter(cells -> cells.length == 6 && cells[2].startsWith("`"))
                .collect(Collectors.toMap(cells -> cells[0].replace("| ", ""), cells -> cells[2].replace("`", "")));
    }

    @Test
    void everyOperationOfTheServerHasAVerb() throws IOException {
        assertThat(routes()).hasSizeGreaterThan(120);
        assertThat(table.keySet()).containsExactlyInAnyOrderElementsOf(routes().keySet());
    }

    @Test
    void everyVerbSendsItsOperationsRoute() throws IOException {
        routes().forEach((name, route) -> {
            List<String> words = Arrays.asList(route.split(" "));
            ApiOperation operation = table.get(name);
            Set<String> keywords = words.stream()
                    .filter(word -> word.startsWith("?"))
                    .map(word -> word.substring(1).replaceFirst("=$", ""))
                    .collect(Collectors.toSet());
            Set<String> sent = new HashSet<>(operation.query().stream()
                    .flatMap(parameter -> List.of(parameter.name(), parameter.name() + "=" + parameter.text()).stream())
                    .toList());
            operation.parameters().stream()
                    .filter(parameter -> parameter.isRequired() && parameter.place() == Place.QUERY)
                    .forEach(parameter -> sent.add(parameter.name()));

            assertThat(operation.method()).as(name).hasToString(words.getFirst());
            if (!words.get(1).equals("anything")) {
                assertThat(operation.level().name().toLowerCase(Locale.ROOT))
                        .as(name)
                        .isEqualTo(words.get(1));
            }
            keywords.removeIf(keyword -> keyword.startsWith("x-oss-process="));
            assertThat(sent).as(name).containsAll(keywords);
        });
    }

    @Test
    void noTwoOptionsOfAVerbHaveOneName() {
        table.values()
                .forEach(operation -> assertThat(operation.parameters().stream()
                                .map(ApiParameter::option)
                                .toList())
                        .as(operation.name())
                        .doesNotHaveDuplicates()
                        .doesNotContain("--bucket", "--key", "--region", "--endpoint", "--output", "--header"));
    }

    @Test
    void namesAreThoseOfOssutil2() {
        assertThat(table.get("PutBucketEncryption").verb()).isEqualTo("put-bucket-encryption");
        assertThat(table.get("ListObjectsV2").verb()).isEqualTo("list-objects-v2");
        assertThat(table.get("PutBucketHttpsConfig").verb()).isEqualTo("put-bucket-https-config");
        assertThat(options("PutBucketCors")).containsExactly("--cors-configuration");
        assertThat(options("CompleteMultipartUpload"))
                .contains("--upload-id", "--complete-multipart-upload", "--complete-all");
        assertThat(options("PutBucketInventory")).contains("--inventory-id", "--inventory-configuration");
        assertThat(options("PutObject"))
                .contains("--body", "--object-acl", "--storage-class", "--server-side-encryption-key-id", "--metadata");
        assertThat(table.get("GetBucketEncryption").query())
                .containsExactly(new Parameter("encryption", java.util.Optional.empty()));
    }

    private List<String> options(String operation) {
        return table.get(operation).parameters().stream()
                .map(ApiParameter::option)
                .toList();
    }
}
