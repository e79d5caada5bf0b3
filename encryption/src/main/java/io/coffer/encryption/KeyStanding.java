package io.coffer.encryption;

import io.coffer.encryption.KeyMetadata.KeyState;
import java.time.Instant;
import java.util.Optional;

/**
 * How a key stands at its service. That the service could not be asked, or does not tell this caller, is no standing but
 * an exception.
 *
 * @param state absent when the service says that it has no such key
 * @param deletionDate when a scheduled deletion takes effect
 */
public record KeyStanding(
        Optional<KeyState> state,
        Optional<Instant> created,
        Optional<Instant> deletionDate,
        ServiceStatement statement) {}
