package io.coffer.server.ring;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("own-engine")
class RewrapEmbeddedTest extends RewrapContract {
    @TempDir
    Path data;

    @Override
    Ring open() {
        return Ring.on(data.resolve("data"));
    }

    @Override
    Ring slow() {
        return Ring.on(data.resolve("slow"), "rewrap:", "  objects-per-second: 2");
    }
}
