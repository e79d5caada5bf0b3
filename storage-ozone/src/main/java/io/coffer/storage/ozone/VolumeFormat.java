package io.coffer.storage.ozone;

import io.coffer.storage.Attributes;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The number of the format in which a volume is kept: names of keys, metadata of records, the register. A gateway that does
 * not know it changes nothing.
 */
final class VolumeFormat {
    /** The newest that this version knows, and the one of a volume that was made before there was a number. */
    static final int KNOWN = 1;

    private static final Name NAME = Name.of("format");

    private VolumeFormat() {}

    /**
     * Writes the number into a volume that has none.
     *
     * @throws StorageException of kind {@link Kind#CORRUPT} when the volume is of a format that this version does not know
     */
    static void require(OzoneSpace register) {
        Optional<Entry> found = register.head(NAME);
        if (found.isEmpty()) {
            write(register);
            found = register.head(NAME);
        }
        String number = found.map(entry -> new String(entry.attributes().bytes(), StandardCharsets.US_ASCII))
                .orElse("none");
        if (!number.equals(Integer.toString(KNOWN))) {
            throw new StorageException(
                    Kind.CORRUPT, "the volume has format " + number + ", and this version knows format " + KNOWN + "");
        }
    }

    private static void write(OzoneSpace register) {
        try {
            register.commit(
                    NAME,
                    new Attributes(Integer.toString(KNOWN).getBytes(StandardCharsets.US_ASCII)),
                    Condition.ABSENT);
        } catch (StorageException taken) {
            // another gateway that starts as well
            if (taken.kind() != Kind.CONFLICT) {
                throw taken;
            }
        }
    }
}
