package io.coffer.server.migration;

import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import io.coffer.storage.Writer;
import java.security.MessageDigest;
import java.util.Optional;

/** Writes entries of the source to the target, and reads their bodies back. */
final class Carrier {
    static final String SOURCE = "source";
    static final String TARGET = "target";

    private final int maxAttributeBytes;
    private final Bodies fromSource;
    private final Bodies fromTarget;
    private final PassTally tally;

    /** @param maxAttributeBytes that the target takes */
    Carrier(int maxAttributeBytes, Conduct conduct, PassTally tally) {
        this.maxAttributeBytes = maxAttributeBytes;
        this.fromSource = new Bodies(conduct);
        // the bound is on what is carried, not on each of the ways that this takes
        this.fromTarget = new Bodies(new Conduct(Conduct.UNBOUND.throttle(), conduct.stopped()));
        this.tally = tally;
    }

    /**
     * Makes the target's entry the source's. One that the source does not have any more is left to the next pass.
     *
     * @param entry as the source was found to have it
     * @param there what the target has under the name, and is another
     * @throws UnfitEntryException when it cannot be, or is not
     */
    void carry(SpacePair pair, Entry entry, Optional<Entry> there) {
        Space target = pair.target().orElseThrow();
        if (there.filter(found -> sameBody(entry, found)).isPresent()) {
            requireFits(entry);
            Entry unused =
                    target.update(entry.name(), entry.attributes(), there.get().generation());
            tally.updated();
        } else if (entry.size() == 0) {
            writeRecord(target, entry, there);
        } else {
            carryBody(pair.source().orElseThrow(), target, entry, there);
        }
    }

    private static boolean sameBody(Entry one, Entry other) {
        return one.blob().equals(other.blob()) && one.size() == other.size();
    }

    /** Whether there is nothing to carry; generations are each engine's own. */
    static boolean isSame(Entry one, Entry other) {
        return sameBody(one, other) && one.attributes().equals(other.attributes());
    }

    private void carryBody(Space source, Space target, Entry seen, Optional<Entry> there) {
        Optional<Reader> opened = open(source, seen);
        if (opened.isEmpty()) {
            return;
        }
        try (Reader reader = opened.get()) {
            Entry entry = reader.entry();
            if (!sameBody(entry, seen)) {
                // replaced since it was listed: the next pass compares anew
                return;
            }
            requireFits(entry);
            byte[] digest;
            Entry written;
            try (Writer writer = target.begin(entry.blob(), entry.size())) {
                digest = fromSource.read(reader, SOURCE, writer::write);
                written = target.commit(writer, entry.name(), entry.attributes(), condition(there));
            }
            requireWritten(target, written, digest);
            tally.carried(entry.size());
        }
    }

    private static Optional<Reader> open(Space source, Entry entry) {
        try {
            return Optional.of(source.open(entry.name()));
        } catch (StorageException failure) {
            if (failure.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw Bodies.told(failure, SOURCE);
        }
    }

    private void writeRecord(Space target, Entry entry, Optional<Entry> there) {
        requireFits(entry);
        try (Writer writer = target.begin(entry.blob(), 0)) {
            Entry unused = target.commit(writer, entry.name(), entry.attributes(), condition(there));
            tally.carried(0);
        }
    }

    private static Condition condition(Optional<Entry> there) {
        return there.map(found -> Condition.generation(found.generation())).orElse(Condition.ABSENT);
    }

    private void requireWritten(Space target, Entry written, byte[] digest) {
        try (Reader reader = target.open(written.name())) {
            boolean same = reader.entry().equals(written)
                    && MessageDigest.isEqual(digest, fromTarget.read(reader, TARGET, (bytes, offset, length) -> {}));
            if (!same) {
                throw new UnfitEntryException("is not at the target as it was written there");
            }
        } catch (StorageException failure) {
            throw Bodies.told(failure, TARGET);
        }
    }

    private void requireFits(Entry entry) {
        int length = entry.attributes().bytes().length;
        if (length > maxAttributeBytes) {
            throw new UnfitEntryException(
                    "has a record of " + length + " bytes, and the target takes " + maxAttributeBytes);
        }
    }
}
