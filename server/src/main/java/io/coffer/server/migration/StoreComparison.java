package io.coffer.server.migration;

import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.BucketStore;
import io.coffer.server.metadata.StoreDigest;
import io.coffer.storage.Entry;
import io.coffer.storage.MultisetDigest;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.StorageException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Compares all that is carried of a store between its two sides, neither of which may change meanwhile. */
public final class StoreComparison {
    private static final int MOST_TOLD = 20;

    private final Sides sides;
    private final StoreDigest digest;
    private final boolean readAll;
    private final Bodies bodies = new Bodies(Conduct.UNBOUND);
    private final List<String> told = new ArrayList<>();
    private final Sum source = new Sum();
    private final Sum target = new Sum();
    private long buckets;
    private long bytes;
    private long readBytes;
    private long differences;

    /**
     * What was found.
     *
     * @param entries of the source
     * @param bytes of their bodies, as they lie there
     * @param readBytes of bodies that were read on both sides
     * @param differences how many entries are not the same
     * @param told the first of these, a line each
     * @param sourceDigest of the records at the source, in hexadecimal digits
     */
    public record Result(
            long buckets,
            long entries,
            long bytes,
            long readBytes,
            long differences,
            List<String> told,
            String sourceDigest,
            String targetDigest) {
        public Result {
            told = List.copyOf(told);
        }

        /** Whether both sides hold the same store. */
        public boolean isSame() {
            return differences == 0 && sourceDigest.equals(targetDigest);
        }
    }

    /** The digest of one side's records, while it is added up. */
    private final class Sum {
        private MultisetDigest sum = MultisetDigest.ZERO;
        private long entries;

        void add(SpacePair pair, Entry entry) {
            sum = sum.plus(digest.of(pair.id(), entry.name(), entry.attributes()));
            entries++;
        }

        String shown() {
            return HexFormat.of().formatHex(digest.shown(sum, entries));
        }
    }

    /**
     * @param digest under the store's root key
     * @param readAll whether bodies are read on both sides, and their SHA-256 compared
     */
    public StoreComparison(Sides sides, StoreDigest digest, boolean readAll) {
        this.sides = sides;
        this.digest = digest;
        this.readAll = readAll;
    }

    /** To be called once. */
    public Result run() {
        try (Crew crew = new Crew()) {
            compare(crew, sides.records());
            for (BucketSnapshot bucket : new BucketStore(sides.sourceRecords(), sides.source()).all()) {
                buckets++;
                compare(crew, sides.of(bucket));
            }
            crew.await();
        }
        synchronized (told) {
            return new Result(
                    buckets, source.entries, bytes, readBytes, differences, told, source.shown(), target.shown());
        }
    }

    private void compare(Crew crew, SpacePair pair) {
        pair.visit((entry, there) -> {
            entry.ifPresent(found -> {
                source.add(pair, found);
                bytes += found.size();
            });
            there.ifPresent(found -> target.add(pair, found));
            difference(entry, there)
                    .ifPresentOrElse(
                            what -> differs(called(pair, entry, there), what),
                            () -> read(crew, pair, entry.orElseThrow()));
        });
    }

    private static String called(SpacePair pair, Optional<Entry> entry, Optional<Entry> there) {
        return pair.called(entry.or(() -> there).orElseThrow().name());
    }

    private static Optional<String> difference(Optional<Entry> entry, Optional<Entry> there) {
        if (entry.isEmpty()) {
            return Optional.of("is at the target alone");
        }
        if (there.isEmpty()) {
            return Optional.of("is not at the target");
        }
        if (Carrier.isSame(entry.get(), there.get())) {
            return Optional.empty();
        }
        boolean sameBody = entry.get().blob().equals(there.get().blob())
                && entry.get().size() == there.get().size();
        return Optional.of(sameBody ? "has another record at the target" : "has another body at the target");
    }

    private void read(Crew crew, SpacePair pair, Entry entry) {
        if (readAll && entry.size() > 0) {
            crew.run(entry.size(), () -> compareBodies(pair, entry));
        }
    }

    private void compareBodies(SpacePair pair, Entry entry) {
        try {
            byte[] here = digest(pair.source().orElseThrow(), entry, Carrier.SOURCE);
            byte[] there = digest(pair.target().orElseThrow(), entry, Carrier.TARGET);
            if (!MessageDigest.isEqual(here, there)) {
                differs(pair.called(entry.name()), "has a body of other bytes at the target");
            }
            synchronized (told) {
                readBytes += entry.size();
            }
        } catch (UnfitEntryException damaged) {
            differs(pair.called(entry.name()), String.valueOf(damaged.getMessage()));
        }
    }

    private byte[] digest(Space space, Entry entry, String side) {
        try (Reader reader = space.open(entry.name())) {
            return bodies.read(reader, side, (piece, offset, length) -> {});
        } catch (StorageException failure) {
            throw Bodies.told(failure, side);
        }
    }

    private void differs(String entry, String what) {
        synchronized (told) {
            differences++;
            if (told.size() < MOST_TOLD) {
                told.add(entry + " " + what);
            }
        }
    }
}
