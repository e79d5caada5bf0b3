package io.coffer.server.http;

import java.time.Duration;
import java.util.Optional;

/**
 * How the ports behave.
 *
 * @param headerBytes the most bytes of a request's line and headers
 * @param connections the most open connections at each port; further ones wait
 * @param idle how long a connection may stand still between requests
 * @param bodyPause how long a body may pause between two bytes, in either direction
 * @param clientBytesPerSecond the least pace of a client in a body that the server waits for; 0 is any
 * @param running the most requests worked on at the same time at each port
 * @param waiting the most further ones that wait for those, and for how long
 * @param drain how long running requests have at the end
 * @param certificate when present, ports speak TLS only
 */
public record HttpSettings(
        int headerBytes,
        int connections,
        Duration idle,
        Duration bodyPause,
        int clientBytesPerSecond,
        int running,
        Waiting waiting,
        Duration drain,
        Optional<TlsCertificate> certificate) {
    /** Requests that wait for others to end. */
    public record Waiting(int requests, Duration longest) {}
}
