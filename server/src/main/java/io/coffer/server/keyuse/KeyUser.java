package io.coffer.server.keyuse;

import io.coffer.server.audit.Actor;
import java.util.Optional;

/**
 * For whom keys are used.
 *
 * @param requestId empty for work that no request asked for
 */
public record KeyUser(Actor caller, String requestId) {
    /** The server itself, where nothing more is known. */
    public static final KeyUser SERVER = service("server");

    /** A chore or job of the server, such as {@code lifecycle}. */
    public static KeyUser service(String name) {
        return new KeyUser(
                new Actor(
                        "Service",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(name),
                        Optional.empty(),
                        Optional.empty()),
                "");
    }
}
