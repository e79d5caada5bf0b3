package io.coffer.server.config;

/** What makes a start unsafe; each can be accepted by its name in {@code accepted-risks}. */
public enum Risk implements SettingText {
    PLAIN_HTTP("plain-http", "A port other machines can reach is served without TLS."),
    PLAIN_KEY_SERVICE("plain-key-service", "Data keys come from another machine's key service without TLS."),
    MEMORY_KEYS("memory-keys", "Keys are kept in memory while the data they encrypt outlives the process."),
    READABLE_ROOT_KEY("readable-root-key", "The root key file can be read by its group or by everybody."),
    READABLE_SECRET_FILE(
            "readable-secret-file", "A file with a secret, a token or a PIN can be read by its group or by everybody.");

    private final String text;
    private final String meaning;

    Risk(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    /** The name in the configuration. */
    @Override
    public String text() {
        return text;
    }

    public String meaning() {
        return meaning;
    }
}
