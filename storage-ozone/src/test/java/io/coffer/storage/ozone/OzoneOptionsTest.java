package io.coffer.storage.ozone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.hadoop.hdds.client.ECReplicationConfig;
import org.apache.hadoop.hdds.conf.OzoneConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OzoneOptionsTest {
    @Test
    void oneManagerIsEnough() {
        OzoneOptions options = OzoneOptions.parse(Map.of("managers", "om:9862"));
        assertThat(options.volume()).isEqualTo("coffer");
        assertThat(options.request()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.inlineLimit()).isEqualTo(65_536);
        OzoneConfiguration configuration = options.configuration();
        assertThat(configuration.get("ozone.om.address")).isEqualTo("om:9862");
        assertThat(options.replication().config(configuration).toString()).contains("THREE");
    }

    @Test
    void severalManagersAreOneService() {
        OzoneConfiguration configuration = OzoneOptions.parse(
                        Map.of("managers", "a:1, b:2,c:3", "service-id", "main", "request-seconds", "10"))
                .configuration();
        assertThat(configuration.get("ozone.om.service.ids")).isEqualTo("main");
        assertThat(configuration.get("ozone.om.nodes.main")).isEqualTo("om0,om1,om2");
        assertThat(configuration.get("ozone.om.address.main.om2")).isEqualTo("c:3");
        assertThat(configuration.get("ozone.client.failover.max.attempts")).isEqualTo("120");
        assertThat(configuration.get("ozone.om.client.rpc.timeout")).isEqualTo("10s");
    }

    @Test
    void theLongestCallBoundsTheWaitsWithinIt() {
        OzoneConfiguration configuration = OzoneOptions.parse(Map.of("managers", "om:1", "request-seconds", "60"))
                .configuration();
        assertThat(configuration.get("hdds.ratis.client.request.write.timeout")).isEqualTo("60000ms");
        assertThat(configuration.get("hdds.ratis.raft.client.rpc.request.timeout"))
                .isEqualTo("10000ms");
        assertThat(configuration.get("hdds.ratis.client.request.watch.timeout")).isEqualTo("2000ms");
    }

    @Test
    void erasureCodingIsForBodiesOnly() {
        OzoneOptions options = OzoneOptions.parse(Map.of("managers", "om:1", "replication", "EC/rs-3-2-1024k"));
        OzoneConfiguration configuration = options.configuration();
        assertThat(options.replication().config(configuration)).isEqualTo(new ECReplicationConfig("rs-3-2-1024k"));
        assertThat(options.replication().ofSmall().config(configuration).toString())
                .contains("THREE");
    }

    @Test
    void aSiteFileIsReadFirst(@TempDir Path directory) throws IOException {
        Path site = Files.writeString(
                directory.resolve("ozone-site.xml"),
                "<configuration><property><name>ozone.om.address</name><value>of-the-site:9862</value></property>"
                        + "<property><name>ozone.client.read.timeout</name><value>99s</value></property></configuration>");
        OzoneConfiguration configuration =
                OzoneOptions.parse(Map.of("site-file", site.toString())).configuration();
        assertThat(configuration.get("ozone.om.address")).isEqualTo("of-the-site:9862");
        assertThat(configuration.get("ozone.client.read.timeout")).isEqualTo("30s");
    }

    @ParameterizedTest
    @CsvSource({
        "managers, om",
        "managers, ''",
        "managers, 'a:1,b:2'",
        "volume, X",
        "volume, ab",
        "replication, THREE",
        "replication, RATIS/SEVEN",
        "replication, EC/none",
        "replication, STAND_ALONE/ONE",
        "request-seconds, 0",
        "inline-limit, 2000000",
        "site-file, /does/not/exist",
        "bucket, x",
    })
    void whatCannotBeIsRefusedByName(String name, String value) {
        Map<String, String> options = new java.util.HashMap<>(Map.of("managers", "om:1"));
        options.put(name, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OzoneOptions.parse(options))
                .withMessageContaining(name.equals("managers") && value.contains(",") ? "service-id" : name);
    }
}
