package io.coffer.model;

import java.util.Arrays;
import java.util.Optional;

/** How firmly a version is kept until its time is over. */
public enum RetentionMode {
    /** Callers with a permission of their own may shorten or lift it. */
    GOVERNANCE,
    /** Nobody may shorten or lift it. */
    COMPLIANCE;

    public static Optional<RetentionMode> fromWire(String text) {
        return Arrays.stream(values()).filter(mode -> mode.name().equals(text)).findFirst();
    }
}
