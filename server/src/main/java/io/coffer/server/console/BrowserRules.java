package io.coffer.server.console;

import io.coffer.protocol.Headers;

/** Headers that tell a browser how little it may do with what it was given. */
final class BrowserRules {
    private static final Headers COMMON = Headers.builder()
            .add("x-content-type-options", "nosniff")
            .add("referrer-policy", "no-referrer")
            .add("x-frame-options", "DENY")
            .add("cross-origin-opener-policy", "same-origin")
            .add("cross-origin-resource-policy", "same-origin")
            .build();

    /** For the console's own files: its scripts and styles and requests to its own origin, nothing else. */
    static final Headers OF_CONSOLE = with("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'");

    /** For what users have stored: it may be data for the console, and never a page of its origin. */
    static final Headers OF_STORED_DATA = with("default-src 'none'; sandbox; frame-ancestors 'none'");

    private BrowserRules() {}

    private static Headers with(String contentSecurityPolicy) {
        return Headers.builder()
                .add("content-security-policy", contentSecurityPolicy)
                .addAll(COMMON)
                .build();
    }
}
