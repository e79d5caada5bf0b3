package io.coffer.storage.ozone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.storage.Attributes;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.StorageException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A gateway refuses a volume of a format that it does not know, and says both numbers. */
class VolumeFormatTest {
    private static final Name FORMAT = Name.of("format");

    private final OzoneOptions options =
            OzoneOptions.parse(TestCluster.running().freshVolume());

    private OzoneSpace register(OzoneCluster cluster) {
        return new OzoneSpace(cluster, new Generations(), "spaces");
    }

    @Test
    void aNewVolumeHasTheNumberAndAnOldOneGetsIt() {
        OzoneStorageEngine.open(options).close();
        try (OzoneCluster cluster = OzoneCluster.open(options)) {
            Entry format = register(cluster).head(FORMAT).orElseThrow();
            assertThat(format.attributes().bytes())
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("1");
            register(cluster).delete(FORMAT, Condition.ANY);
            OzoneStorageEngine.open(options).close();
            assertThat(register(cluster).head(FORMAT)).isPresent();
        }
    }

    @Test
    void anotherFormatIsRefusedAndNothingIsChanged() {
        OzoneStorageEngine.open(options).close();
        try (OzoneCluster cluster = OzoneCluster.open(options)) {
            Entry format = register(cluster).head(FORMAT).orElseThrow();
            register(cluster)
                    .update(FORMAT, new Attributes("2".getBytes(StandardCharsets.US_ASCII)), format.generation());
            assertThatThrownBy(() -> OzoneStorageEngine.open(options))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("format 2")
                    .hasMessageContaining("format 1");
            assertThat(register(cluster).head(FORMAT).orElseThrow().attributes().bytes())
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("2");
        }
    }
}
