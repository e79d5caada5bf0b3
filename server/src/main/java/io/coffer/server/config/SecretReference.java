package io.coffer.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a secret is kept: {@code file:PATH} or {@code env:NAME}. A configuration never holds the secret itself, and what
 * is refused is not repeated in the message, for it may be the secret.
 */
public sealed interface SecretReference {
    /** A file whose whole content is the secret; one line end after it does not count. */
    record File(Path path) implements SecretReference {
        @Override
        public String toString() {
            return "file:" + path;
        }
    }

    record Environment(String name) implements SecretReference {
        @Override
        public String toString() {
            return "env:" + name;
        }
    }

    /** @throws IllegalArgumentException when it is no reference */
    static SecretReference parse(String text) {
        if (text.startsWith("file:") && text.length() > "file:".length()) {
            try {
                return new File(Path.of(text.substring("file:".length())));
            } catch (InvalidPathException notAPath) {
                throw notAReference();
            }
        }
        if (text.startsWith("env:") && text.substring("env:".length()).matches("[A-Za-z_][A-Za-z0-9_]*")) {
            return new Environment(text.substring("env:".length()));
        }
        throw notAReference();
    }

    /**
     * Reads the secret.
     *
     * @throws ConfigurationException when nothing is there
     */
    default Secret resolve(Map<String, String> environment) {
        String text = switch (this) {
            case Environment variable -> environment.getOrDefault(variable.name(), "");
            case File file -> content(file);
        };
        if (text.isEmpty()) {
            throw new ConfigurationException("the secret " + this + " is not set or is empty");
        }
        return new Secret(text);
    }

    private static String content(File file) {
        try {
            return Files.readString(file.path(), StandardCharsets.UTF_8).replaceFirst("\r?\n\\z", "");
        } catch (IOException unreadable) {
            throw new ConfigurationException("the secret " + file + " cannot be read: "
                    + unreadable.getClass().getSimpleName());
        }
    }

    private static IllegalArgumentException notAReference() {
        return new IllegalArgumentException("a secret is given by reference only, as file:PATH or env:NAME");
    }
}
