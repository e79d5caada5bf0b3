package io.coffer.server.config;

/**
 * The configuration cannot be used as it stands. The message is for the person who wrote it: it names the place and
 * never holds the value of a secret.
 */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConfigurationException(String message) {
        super(message);
    }
}
