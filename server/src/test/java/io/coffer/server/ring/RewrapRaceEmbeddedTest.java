package io.coffer.server.ring;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RewrapRaceEmbeddedTest extends RewrapRaceContract {
    @TempDir
    Path data;

    @Override
    Ring open() {
        return Ring.on(data.resolve("data"));
    }
}
