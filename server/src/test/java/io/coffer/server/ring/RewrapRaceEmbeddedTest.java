package io.coffer.server.ring;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("own-engine")
class RewrapRaceEmbeddedTest extends RewrapRaceContract {
    @TempDir
    Path data;

    @Override
    Ring open() {
        return Ring.on(data.resolve("data"));
    }
}
