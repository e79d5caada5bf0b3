package io.coffer.server.config;

import java.net.URI;
import java.util.Optional;

/** The Transit engine of HashiCorp Vault or OpenBao. */
public record TransitConfig(
        @Setting("The server's address, such as `https://vault.example.com:8200`.")
        URI endpoint,

        @Setting(value = "Where the engine is mounted.", fallback = "transit")
        String mount,

        @Setting("Where the token is: `file:PATH`, read for each call, so that an agent may renew it, or `env:NAME`.")
        SecretReference token,

        @Setting("The namespace, where the server has such.")
        Optional<String> namespace) {
    public TransitConfig {
        if (!mount.matches("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")) {
            throw new IllegalArgumentException("mount: '" + mount + "' is not a path of an engine");
        }
        namespace.filter(name -> !name.matches("[\\x21-\\x7e]{1,256}")).ifPresent(name -> {
            throw new IllegalArgumentException("namespace: '" + name + "' is not a namespace");
        });
    }

    /** Under which the engine's operations are. */
    public URI engine() {
        return endpoint.resolve("/v1/" + mount + "/");
    }
}
