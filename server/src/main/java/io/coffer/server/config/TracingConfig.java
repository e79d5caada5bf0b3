package io.coffer.server.config;

import java.net.URI;
import java.util.Optional;

/** Traces of requests by OpenTelemetry. */
public record TracingConfig(
        @Setting(
                "The collector's address for OTLP over HTTP, such as `http://127.0.0.1:4318`; traces go to `/v1/traces` there.")
        URI endpoint,

        @Setting(
                value =
                        "Percent of the requests that are traced; a request that brings a `traceparent` is traced when its"
                                + " sender's trace is.",
                fallback = "100")
        int samplePercent,

        @Setting(value = "The server's name in traces.", fallback = "coffer")
        String serviceName,

        @Setting(
                "Where the value of the header `Authorization` is that the collector wants: `file:PATH` or `env:NAME`.")
        Optional<SecretReference> authorization) {
    public TracingConfig {
        if (samplePercent < 0 || samplePercent > 100) {
            throw new IllegalArgumentException("sample-percent must be 0 to 100, not " + samplePercent);
        }
        if (!serviceName.matches("[\\x21-\\x7e]{1,128}")) {
            throw new IllegalArgumentException("service-name: '" + serviceName + "' is not a name without blanks");
        }
        if (authorization.isPresent()
                && endpoint.getScheme().equals("http")
                && !ListenAddress.parse(endpoint.getHost() + ":0").isLoopback()) {
            throw new IllegalArgumentException(
                    "authorization: it would go to another machine in clear; give endpoint with https");
        }
    }

    /** Where traces are sent. */
    public URI traces() {
        return endpoint.resolve("/v1/traces");
    }
}
