package io.coffer.conformance.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coffer.conformance.NodeProject;
import io.coffer.conformance.ServerProcess;
import io.coffer.conformance.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every block of the guides is run, or says why not and which test covers it. */
final class GuidesIT {
    private static final Path ROOT =
            Path.of(System.getProperty("coffer.root", "..")).toAbsolutePath().normalize();

    /** Readers of two pages at a time: each mostly waits for a JVM to start. */
    private static final ExecutorService READERS = Executors.newFixedThreadPool(2);

    @AfterAll
    static void endReaders() {
        READERS.shutdownNow();
    }

    @TestFactory
    List<DynamicTest> pagesDoWhatTheySay() throws IOException {
        assumeTrue(Target.external().isEmpty(), "another endpoint is tested");
        assumeTrue(Tools.isOnPath("sh"), "there is no shell");
        Tools tools = new Tools(ROOT, NodeProject.find());
        return pages().stream()
                .filter(page -> page.has(Step.Run.class))
                .map(page -> {
                    Future<?> read = READERS.submit(() -> follow(page, tools));
                    return DynamicTest.dynamicTest(page.file().getFileName().toString(), () -> await(read));
                })
                .toList();
    }

    private static void await(Future<?> read) throws Throwable {
        try {
            read.get();
        } catch (ExecutionException failure) {
            throw failure.getCause();
        }
    }

    @Test
    void whatIsNotRunNamesTestsThatExist() throws IOException {
        List<Step.NotRun> notRun = pages().stream()
                .flatMap(page -> page.steps().stream())
                .filter(Step.NotRun.class::isInstance)
                .map(Step.NotRun.class::cast)
                .toList();
        assertThat(notRun).isNotEmpty();
        assertThat(notRun)
                .allSatisfy(step -> assertThat(step.coveredBy())
                        .isNotEmpty()
                        .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists()));
    }

    @Test
    void linksLeadToFiles() throws IOException {
        for (GuidePage page : pages()) {
            assertThat(Links.of(page.file()))
                    .allSatisfy(link -> assertThat(page.file().resolveSibling(link))
                            .as("in " + page.file())
                            .exists());
        }
    }

    /** What a page left is kept when something was not as it says. */
    private static @Nullable Void follow(GuidePage page, Tools tools) throws IOException {
        Path directory = newDirectory(page);
        try (Reader reader = new Reader(directory, tools)) {
            reader.follow(page);
        }
        ServerProcess.remove(directory);
        return null;
    }

    private static Path newDirectory(GuidePage page) throws IOException {
        Path work = Path.of(System.getProperty("coffer.conformance.work", "target/conformance"));
        Files.createDirectories(work);
        String name = page.file().getFileName().toString().replace(".md", "-");
        return Files.createTempDirectory(work, "guide-" + name).toAbsolutePath();
    }

    private static List<GuidePage> pages() throws IOException {
        try (Stream<Path> guides = Files.list(ROOT.resolve("docs/guide"))) {
            return Stream.concat(Stream.of(ROOT.resolve("docs/README.md")), guides.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(GuidesIT::read)
                    .toList();
        }
    }

    private static GuidePage read(Path file) {
        try {
            return GuidePage.read(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
