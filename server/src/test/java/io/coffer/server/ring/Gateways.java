package io.coffer.server.ring;

import java.nio.file.Path;
import java.util.List;

/** Two gateways in this process over one store. */
record Gateways(Ring one, Ring other) implements AutoCloseable {
    /** @param storage the part of a configuration that names what they share */
    static Gateways start(String storage, Path directory, String... moreSettings) {
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
