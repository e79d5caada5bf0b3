package io.coffer.server.config;

/** Where customer master keys and service keys live. */
public record KeysConfig(
        @Setting(
                value = "`local` keeps keys in a key store under the root key, `memory` loses them at the end,"
                        + " and with them whatever they encrypt.",
                fallback = "local")
        Store store) {
    public enum Store {
        LOCAL,
        MEMORY
    }
}
