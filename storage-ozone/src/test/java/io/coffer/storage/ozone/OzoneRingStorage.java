package io.coffer.storage.ozone;

import io.coffer.server.ring.RingStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A volume of its own on the test's cluster for each ring. */
public final class OzoneRingStorage implements RingStorage {
    @Override
    public String settings() {
        StringBuilder yaml = new StringBuilder("storage:\n  engine: ozone\n  options:\n");
        for (Map.Entry<String, String> option :
                TestCluster.running().freshVolume().entrySet()) {
            yaml.append("    ")
                    .append(option.getKey())
                    .append(": \"")
                    .append(option.getValue())
                    .append("\"\n");
        }
        return yaml.toString();
    }

    @Override
    public Path data() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "ring")
                    .resolve("data");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
