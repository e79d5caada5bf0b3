package io.coffer.storage;

import java.util.Optional;

/**
 * What one entry gives.
 *
 * @param row where the entry is found again, among those of its kind; no two entries give the same. Empty for an entry
 *     that is counted only
 * @param tally where the entry is counted
 * @param amount what the entry adds there, such as bytes of plaintext
 * @param digest what stands for the entry in the sum of digests there
 */
public record Derived(Optional<Name> row, Name tally, long amount, MultisetDigest digest) {
    public Derived(Name row, Name tally, long amount) {
        this(Optional.of(row), tally, amount, MultisetDigest.ZERO);
    }
}
