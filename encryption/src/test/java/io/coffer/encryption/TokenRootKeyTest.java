package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root keys in SoftHSM (Debian's package {@code softhsm2}): a PKCS#11 token as any, but in software. */
class TokenRootKeyTest {
    private static final Optional<Path> LIBRARY = Stream.of(
                    "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
            .map(Path::of)
            .filter(Files::exists)
            .findFirst();
    private static final char[] PIN = "1234".toCharArray();

    @TempDir
    static Path directory;

    @BeforeAll
    static void makeAToken() throws Exception {
        assumeTrue(LIBRARY.isPresent(), "SoftHSM is not installed: apt-get install softhsm2");
        Path tokens = Files.createDirectory(directory.resolve("tokens"));
        Path configuration = directory.resolve("softhsm2.conf");
        Files.writeString(configuration, """
                directories.tokendir = %s
                objectstore.backend = file
                log.level = ERROR
                """.formatted(tokens));
        setEnvironment("SOFTHSM2_CONF", configuration.toString());
        ProcessBuilder tool = new ProcessBuilder(List.of(
                "softhsm2-util", "--init-token", "--free", "--label", "coffer", "--pin", "1234", "--so-pin", "4321"));
        tool.environment().put("SOFTHSM2_CONF", configuration.toString());
        Process made = tool.redirectErrorStream(true).start();
        assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(made.exitValue()).isZero();
    }

    /** SoftHSM looks for its configuration in the environment of this process, which Java does not change. */
    @SuppressWarnings("restricted")
    private static void setEnvironment(String name, String value) throws Exception {
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
        } catch (Exception refused) {
            throw refused;
        } catch (Throwable refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static TokenRootKey.Place place(String label) {
        return new TokenRootKey.Place(LIBRARY.orElseThrow(), "index:0", label);
    }

    @Test
    void makesTheKeyOnceAndFindsItAgain() {
        byte[] made;
        try (RootKey key = TokenRootKey.openOrCreate(place("once"), PIN)) {
            made = key.derive("records/v1");
            assertThat(made).hasSize(32);
            assertThat(key.derive("secrets/v1")).isNotEqualTo(made);
        }
        try (RootKey key = TokenRootKey.open(place("once"), PIN)) {
            assertThat(key.derive("records/v1")).isEqualTo(made);
        }
        try (RootKey key = TokenRootKey.openOrCreate(place("once"), PIN)) {
            assertThat(key.derive("records/v1")).isEqualTo(made);
        }
    }

    @Test
    void opensAKeystore(@TempDir Path keys) {
        String keyId;
        try (RootKey key = TokenRootKey.openOrCreate(place("keystore"), PIN);
                LocalKeyStore store = LocalKeyStore.open(keys, key)) {
            keyId = store.create("1", KeyPurpose.CUSTOMER, "").keyId();
        }
        try (RootKey key = TokenRootKey.open(place("keystore"), PIN);
                LocalKeyStore store = LocalKeyStore.open(keys, key)) {
            assertThat(store.describe(keyId).keyId()).isEqualTo(keyId);
        }
        try (RootKey another = TokenRootKey.openOrCreate(place("another"), PIN)) {
            assertThatThrownBy(() -> LocalKeyStore.open(keys, another))
                    .isInstanceOf(KeyFileException.class)
                    .hasMessageContaining("another root key");
        }
    }

    @Test
    void isNotMadeWhereItMustBeThere() {
        assertThatThrownBy(() -> TokenRootKey.open(place("never-made"), PIN))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("has no key never-made");
    }

    @Test
    void refusesAWrongPinWithoutRepeatingIt() {
        assertThatThrownBy(() -> TokenRootKey.open(place("once"), "9876".toCharArray()))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("CKR_PIN_INCORRECT")
                .message()
                .doesNotContain("9876");
    }

    @Test
    void refusesAKeyThatCanBeTakenOut() throws Exception {
        // softhsm2-util imports keys as their owner says, so this one is made extractable by another provider
        try (ExtractableKey ignored = ExtractableKey.make(LIBRARY.orElseThrow(), "weak", PIN)) {
            assertThatThrownBy(() -> TokenRootKey.open(place("weak"), PIN))
                    .isInstanceOf(KeyFileException.class)
                    .hasMessageContaining("can be taken out");
        }
    }

    @Test
    void refusesATokenThatIsNotThere() {
        assertThatThrownBy(() -> TokenRootKey.open(new TokenRootKey.Place(LIBRARY.orElseThrow(), "index:77", "x"), PIN))
                .isInstanceOf(KeyFileException.class);
        assertThatThrownBy(() -> TokenRootKey.open(
                        new TokenRootKey.Place(directory.resolve("no-library.so"), "index:0", "x"), PIN))
                .isInstanceOf(KeyFileException.class);
    }

    @Test
    void refusesPlacesThatWouldChangeTheConfiguration() {
        Path library = LIBRARY.orElseThrow();
        for (String slot : List.of("", "one", "index:", "1\nname = x", "-1")) {
            assertThatThrownBy(() -> new TokenRootKey.Place(library, slot, "x"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new TokenRootKey.Place(Path.of("/a b\nname=x"), "0", "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
