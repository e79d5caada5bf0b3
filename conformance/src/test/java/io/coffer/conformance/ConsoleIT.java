package io.coffer.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The web console in a browser, against a server of its own; its stories are told in JavaScript beside its sources. */
final class ConsoleIT {
    private static final Path CONSOLE =
            Path.of(System.getProperty("coffer.console", "../console")).toAbsolutePath();
    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    @TestFactory
    Stream<DynamicTest> partsWithoutABrowser() {
        requireNode();
        return project().run(scripts("test/unit"), Map.of()).map(AliOssStories::test);
    }

    @TestFactory
    Stream<DynamicTest> storiesInABrowser() {
        requireNode();
        Optional<String> browser = browser();
        require(browser.isPresent(), "there is no Chromium");
        try (ServerProcess server = ServerProcess.start()) {
            require(hasConsole(server.administration()), "the server was built without it");
            Target target = server.target(Contract.DOCUMENTED, Optional.empty());
            Map<String, String> environment = new TreeMap<>(Map.of(
                    "COFFER_CONSOLE_URL", server.administration().toString(),
                    "COFFER_CHROMIUM", browser.orElseThrow(),
                    "OSS_ACCESS_KEY_ID", target.accessKeyId(),
                    "OSS_ACCESS_KEY_SECRET", target.accessKeySecret()));
            Optional.ofNullable(System.getProperty("coffer.console.pictures"))
                    .filter(folder -> !folder.isEmpty())
                    .ifPresent(folder -> environment.put("COFFER_CONSOLE_PICTURES", folder));
            return project().run(scripts("test/browser"), environment).map(AliOssStories::test);
        }
    }

    private static NodeProject project() {
        return new NodeProject(CONSOLE, Optional.empty());
    }

    private static void requireNode() {
        require(NodeProject.hasNode(), "node is not installed");
        require(Files.isDirectory(CONSOLE.resolve("node_modules/playwright-core")), "its packages are not installed");
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            System.out.println("stories of the console skipped: " + reason);
        }
        assumeTrue(holds, reason);
    }

    private static List<String> scripts(String folder) {
        try (Stream<Path> files = Files.list(CONSOLE.resolve(folder))) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".test.mjs"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Optional<String> browser() {
        return Stream.concat(Stream.ofNullable(System.getenv("COFFER_CHROMIUM")), BROWSERS.stream())
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
    }

    private static boolean hasConsole(URI administration) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    administration.resolve("/console/").toURL().openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
