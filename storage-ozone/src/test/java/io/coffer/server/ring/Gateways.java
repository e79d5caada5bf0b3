package io.coffer.server.ring;

import io.coffer.storage.ozone.OzoneRingStorage;
import java.nio.file.Path;
import java.util.List;

/** Two gateways in this process over one store of the test's cluster. */
record Gateways(Ring one, Ring other) implements AutoCloseable {
    static Gateways start(Path directory, String... moreSettings) {
        String storage = new OzoneRingStorage().settings();
        String settings = "root-key: " + directory.resolve("root-key") + "\n" + String.join("\n", moreSettings);
        Ring one = Ring.sharing(storage, directory.resolve("one"), settings);
        try {
            return new Gateways(one, Ring.sharing(storage, directory.resolve("other"), settings));
        } catch (RuntimeException refused) {
            one.close();
            throw refused;
        }
    }

    List<Ring> both() {
        return List.of(one, other);
    }

    @Override
    public void close() {
        other.close();
        one.close();
    }
}
