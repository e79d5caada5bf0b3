package io.coffer.server.identity;

import io.coffer.server.authentication.AccessKeySecret;
import java.time.Instant;

/** An access key just made; the only time its secret is shown. */
public record NewAccessKey(String id, AccessKeySecret secret, Instant created) {}
