package io.coffer.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jar that applications put on their class path: all inside, nothing that could meet a library of theirs. */
class ShadedJarIT {
    private static final Path JAR = Path.of(System.getProperty("coffer.junit.jar"));

    @Test
    void holdsNoClassOutsideItsOwnPackage() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> others = jar.stream()
                    .map(entry -> entry.getName().replaceFirst("^META-INF/versions/\\d+/", ""))
                    .filter(name -> name.endsWith(".class") && !name.startsWith("io/coffer/"))
                    .toList();
            assertThat(others).isEmpty();
        }
    }

    @Test
    void bringsNoStoreOnDisk() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(Object::toString))
                    .noneMatch(name -> name.contains("rocksdb") || name.startsWith("io/coffer/storage/embedded"));
        }
    }

    /** With nothing else on the class path than the platform. */
    @Test
    void servesAlone() throws Exception {
        URL[] jar = {JAR.toUri().toURL()};
        try (URLClassLoader alone = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(alone);
            try {
                Class<?> type = alone.loadClass("io.coffer.testing.CofferServer");
                try (AutoCloseable server =
                        (AutoCloseable) type.getMethod("start").invoke(null)) {
                    type.getMethod("createBucket", String.class).invoke(server, "vault");
                    Object user = type.getMethod("createUser", String.class, String.class)
                            .invoke(server, "reader", "");
                    assertThat(user.toString()).startsWith("CofferCredentials[LTAI");
                }
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }
}
