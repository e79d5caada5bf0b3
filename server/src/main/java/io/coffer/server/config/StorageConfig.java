package io.coffer.server.config;

import java.util.Map;

/**
 * Which storage engine keeps the data.
 *
 * @param options the engine's own part, handed to it as it is
 */
public record StorageConfig(
        @Setting(
                value =
                        "The engine: `embedded` keeps everything in the data directory, `memory` loses it at the end,"
                                + " `ozone` keeps it in an Apache Ozone cluster that several servers share ([cluster.md](cluster.md)).",
                fallback = "embedded")
        String engine,

        @Setting("Options of the engine, by name.") Map<String, String> options) {
    static final String MEMORY = "memory";

    public StorageConfig {
        if (!engine.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("engine: '" + engine + "' is not the name of a storage engine");
        }
        options = Map.copyOf(options);
    }

    /** Whether what is stored is still there after a restart. */
    public boolean isPersistent() {
        return !engine.equals(MEMORY);
    }
}
