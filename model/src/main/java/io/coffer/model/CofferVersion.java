package io.coffer.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which version of Coffer this is: that of its modules, which are released together. */
public final class CofferVersion {
    private static final String CURRENT = read();

    private CofferVersion() {}

    /** The version as the build wrote it, such as {@code 0.1.0} or {@code 0.1.0-SNAPSHOT}. */
    public static String current() {
        return CURRENT;
    }

    private static String read() {
        try (InputStream written = CofferVersion.class.getResourceAsStream("version.txt")) {
            if (written == null) {
                throw new IllegalStateException("the build wrote no version");
            }
            return new String(written.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
