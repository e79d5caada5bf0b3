package io.coffer.server.ring;

import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose root key is in a token: SoftHSM, from Debian's package {@code softhsm2}. */
@Tag("own-engine")
class RootKeyInATokenTest {
    private static final Optional<Path> LIBRARY = Stream.of(
                    "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
            .map(Path::of)
            .filter(Files::exists)
            .findFirst();

    @TempDir
    static Path tokens;

    /** The PIN is the secret that rings have in their environment. */
    @BeforeAll
    static void makeAToken() throws Throwable {
        assumeTrue(LIBRARY.isPresent(), "SoftHSM is not installed: apt-get install softhsm2");
        Path configuration = tokens.resolve("softhsm2.conf");
        Files.writeString(configuration, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
        setEnvironment("SOFTHSM2_CONF", configuration.toString());
        ProcessBuilder tool = new ProcessBuilder(
                "softhsm2-util", "--init-token", "--free", "--label", "t", "--pin", "other-secret", "--so-pin", "4321");
        tool.environment().put("SOFTHSM2_CONF", configuration.toString());
        Process made = tool.redirectErrorStream(true).start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS) && made.exitValue() == 0).isTrue();
    }

    /** SoftHSM looks for its configuration in the environment of this process, which Java does not change. */
    @SuppressWarnings("restricted")
    private static void setEnvironment(String name, String value) throws Throwable {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            Object failed = linker.downcallHandle(
                            linker.defaultLookup().find("setenv").orElseThrow(),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT))
                    .invokeWithArguments(arena.allocateFrom(name), arena.allocateFrom(value), 1);
            assertThat(failed).isEqualTo(0);
        }
    }

    private static String settings(String label) {
        return "root-key-token: {library: " + LIBRARY.orElseThrow() + ", pin: \"env:OTHER_SECRET\", key-label: " + label
                + "}";
    }

    @Test
    void theFirstStartMakesItAndLaterOnesNeedIt(@TempDir Path directory) {
        Path data = directory.resolve("data");
        try (Ring ring = Ring.on(data, settings("root"))) {
            ring.owner().create("bucket");
            assertThat(ring.owner()
                            .object(PUT, "bucket", "key")
                            .header("x-oss-server-side-encryption", "AES256")
                            .body("text")
                            .send()
                            .outcome())
                    .isEqualTo("200");
        }
        assertThat(directory.resolve("data.root-key")).doesNotExist();
        try (Ring ring = Ring.on(data, settings("root"))) {
            assertThat(ring.owner().get("bucket", "key").text()).isEqualTo("text");
        }
        assertThatThrownBy(() -> Ring.on(data, settings("none")).close()).hasMessageContaining("has no key none");
    }
}
