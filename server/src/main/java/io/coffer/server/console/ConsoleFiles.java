package io.coffer.server.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the console that the build put beside this class. Their names are fixed here, so that no request can
 * reach anything else. Read when first asked for.
 */
final class ConsoleFiles {
    private static final String FOLDER = "files/";

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "console.js", "text/javascript; charset=utf-8",
            "console.css", "text/css; charset=utf-8",
            "icon.svg", "image/svg+xml",
            "licences.txt", "text/plain; charset=utf-8");

    private final Map<String, ConsoleFile> files;

    private ConsoleFiles(Map<String, ConsoleFile> files) {
        this.files = files;
    }

    private static final class Built {
        static final ConsoleFiles FILES = read();
    }

    static ConsoleFiles built() {
        return Built.FILES;
    }

    /** False in a server that was built on a machine without Node. */
    boolean areThere() {
        return !files.isEmpty();
    }

    Optional<ConsoleFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    private static ConsoleFiles read() {
        Map<String, ConsoleFile> files = new LinkedHashMap<>();
        for (Map.Entry<String, String> named : CONTENT_TYPES.entrySet()) {
            try (InputStream resource = ConsoleFiles.class.getResourceAsStream(FOLDER + named.getKey())) {
                if (resource == null) {
                    return new ConsoleFiles(Map.of());
                }
                files.put(named.getKey(), ConsoleFile.of(named.getValue(), resource.readAllBytes()));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return new ConsoleFiles(files);
    }
}
