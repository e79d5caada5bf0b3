package io.coffer.server.http;

/**
 * A port to serve on.
 *
 * @param host the address to bind
 * @param port 0 for any free one
 */
public record Listener(String host, int port) {}
