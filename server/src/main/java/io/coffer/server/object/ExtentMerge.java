package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.server.metadata.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps the list of an appendable object's extents short: when the last sixteen are small and of a size, they become one
 * under a new salt. A byte is so written again once for every sixteenfold growth, and a log of a million lines has some
 * dozens of extents.
 */
final class ExtentMerge {
    private static final int RUN = 16;

    /** From here on they are merged though it costs more: sizes that never match must not make the list endless. */
    private static final int MANY = 1000;

    /** in bytes: longer ones stay as they are */
    private static final long SMALL = 4L * 1024 * 1024;

    /** Writes an extent of a body. */
    @FunctionalInterface
    interface ExtentWrite {
        ExtentStore.Written write(ExtentStore.Body body, long number, IncomingBody incoming, Optional<DataKey> dataKey);
    }

    private final ObjectStore store;
    private final ExtentWrite extents;

    ExtentMerge(ObjectStore store, ExtentWrite extents) {
        this.store = store;
        this.extents = extents;
    }

    /** The same body with as few extents as it should have; what it no longer names is left for the sweep. */
    Manifest shortened(ExtentStore.Body body, Manifest manifest, Optional<DataKey> dataKey) {
        Manifest current = manifest;
        while (hasRun(current.extents())) {
            current = merged(body, current, dataKey);
        }
        return current;
    }

    /** Whether the last of these extents should become one. */
    static boolean hasRun(List<Manifest.Extent> extents) {
        List<Manifest.Extent> run = run(extents);
        long longest = run.stream().mapToLong(Manifest.Extent::length).max().orElse(0);
        long all = run.stream().mapToLong(Manifest.Extent::length).sum();
        boolean matching = longest <= all - longest;
        return run.size() == RUN && longest < SMALL && (matching || extents.size() > MANY);
    }

    static List<Manifest.Extent> run(List<Manifest.Extent> extents) {
        return extents.subList(Math.max(0, extents.size() - RUN), extents.size());
    }

    private Manifest merged(ExtentStore.Body body, Manifest manifest, Optional<DataKey> dataKey) {
        List<Manifest.Extent> run = run(manifest.extents());
        Manifest tail = new Manifest(run);
        Optional<ComposedBody.Key> key =
                dataKey.map(secret -> new ComposedBody.Key(body.encryption().orElseThrow(), secret));
        ComposedBody plaintext =
                new ComposedBody(store.cipher(), body.bucket(), store.space(body.bucket()), body.blob(), tail, key);
        try (InputStream bytes = plaintext.range(0, tail.length())) {
            ExtentStore.Written whole = extents.write(
                    body,
                    run.getLast().number() + 1,
                    new IncomingBody(bytes, OptionalLong.of(tail.length()), Optional.empty()),
                    dataKey);
            List<Manifest.Extent> lines = new ArrayList<>(
                    manifest.extents().subList(0, manifest.extents().size() - run.size()));
            lines.add(new Manifest.Extent(
                    whole.number(),
                    whole.serial(),
                    whole.record().length(),
                    whole.record().header()));
            return new Manifest(lines);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
