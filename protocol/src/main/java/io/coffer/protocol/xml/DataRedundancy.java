package io.coffer.protocol.xml;

import java.util.Optional;

/** How far copies of the data stand apart: in one zone or across zones. */
public enum DataRedundancy {
    LRS,
    ZRS;

    public static Optional<DataRedundancy> fromWire(String text) {
        for (DataRedundancy redundancy : values()) {
            if (redundancy.name().equals(text)) {
                return Optional.of(redundancy);
            }
        }
        return Optional.empty();
    }
}
