package io.coffer.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/**
 * A sum over the entries that are counted under one name.
 *
 * @param entries how many, at least one
 * @param amount the sum of what they add
 * @param digest the sum of what stands for each of them
 */
public record Tally(Name name, long entries, long amount, MultisetDigest digest) {
    /** The sum without any entry. */
    public static Tally none(Name name) {
        return new Tally(name, 0, 0, MultisetDigest.ZERO);
    }

    /** With what one entry gives. */
    public Tally plus(Derived entry) {
        return new Tally(name, entries + 1, amount + entry.amount(), digest.plus(entry.digest()));
    }

    /** Without what one entry gave. */
    public Tally minus(Derived entry) {
        return new Tally(name, entries - 1, amount - entry.amount(), digest.minus(entry.digest()));
    }

    /** Those of a sorted map whose names start with the prefix. */
    public static List<Tally> under(Name prefix, NavigableMap<Name, Tally> tallies) {
        List<Tally> found = new ArrayList<>();
        for (Tally tally : tallies.tailMap(prefix, true).values()) {
            if (!tally.name().startsWith(prefix)) {
                break;
            }
            found.add(tally);
        }
        return found;
    }
}
