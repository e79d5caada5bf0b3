package io.coffer.model.setting;

import java.util.Optional;

/**
 * Where the lists of an inventory go.
 *
 * @param account the account that owns the bucket
 * @param role kept and given back; the server itself delivers
 * @param prefix what the names of the lists begin with; may be empty
 * @param encryption absent leaves it to the bucket
 */
public record InventoryDestination(
        String account, String role, String bucket, String prefix, Optional<InventoryEncryption> encryption) {}
