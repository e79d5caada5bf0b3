package io.coffer.model.select;

import java.util.OptionalLong;

/**
 * The part of the records that is queried, both ends included and counted from 0. Without a start, the last {@code end}
 * ones are meant.
 */
public record SelectRange(Unit unit, OptionalLong start, OptionalLong end) {
    public enum Unit {
        LINE,
        SPLIT
    }
}
