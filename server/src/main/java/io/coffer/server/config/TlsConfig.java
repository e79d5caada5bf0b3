package io.coffer.server.config;

import java.nio.file.Path;

/** TLS on both ports. The files are read again when they change. */
public record TlsConfig(
        @Setting("PEM file with the server's certificate, then its intermediates.")
        Path certificate,

        @Setting("PEM file with the certificate's private key, not encrypted.")
        Path key) {}
