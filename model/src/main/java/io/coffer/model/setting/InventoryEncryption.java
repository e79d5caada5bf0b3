package io.coffer.model.setting;

import java.util.Optional;

/**
 * How the lists of an inventory are encrypted.
 *
 * @param keyId the master key of SSE-KMS; absent means SSE-OSS
 */
public record InventoryEncryption(Optional<String> keyId) {}
