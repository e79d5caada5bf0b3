package io.coffer.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Programs of the system. */
final class Programs {
    private Programs() {}

    /** @throws IOException when it is not installed */
    static Path require(String program) throws IOException {
        String places = Optional.ofNullable(System.getenv("PATH")).orElse("");
        // servers of Debian are where not everybody looks
        return List.of((places + File.pathSeparator + "/usr/sbin").split(File.pathSeparator)).stream()
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException(program + " is not installed"));
    }
}
