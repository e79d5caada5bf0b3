package io.coffer.cli.importing;

import io.coffer.cli.RefusedException;
import io.coffer.cli.UnreachableException;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Copies all versions of a name in their order. A request whose answer was lost may have been done: what the target has
 * then is compared with the source before anything is sent again, so that no version comes twice.
 */
final class KeyCopy {
    private final ImportPlan plan;
    private final VersionCopy copy;
    private final String to;
    private final boolean hasVersions;

    KeyCopy(ImportPlan plan, String from, String to, boolean hasVersions) {
        this.plan = plan;
        this.copy = new VersionCopy(plan, from, to);
        this.to = to;
        this.hasVersions = hasVersions;
    }

    /**
     * Copies what is not copied yet.
     *
     * @param done versions that are known to be copied
     * @param mayBeAhead whether more may be copied than is known
     * @param progress is told how many versions are copied, after each
     */
    Totals copy(SourceKey name, int done, boolean mayBeAhead, IntConsumer progress) {
        List<SourceVersion> versions = name.versions();
        Totals totals = Totals.KEY;
        int next = 0;
        int known = mayBeAhead ? arrived(name, done) : done;
        while (next < known) {
            totals = totals.plus(counted(versions.get(next++)));
        }
        Attempts attempts = new Attempts();
        while (next < versions.size()) {
            try {
                totals = totals.plus(copy.copy(name.key(), versions.get(next)));
                next++;
                progress.accept(next);
            } catch (RefusedException | UnreachableException failed) {
                attempts.failed(failed);
                int reached = arrived(name, next);
                while (next < reached) {
                    totals = totals.plus(counted(versions.get(next++)));
                }
            }
        }
        return totals;
    }

    private static Totals counted(SourceVersion version) {
        return version.isDeleteMarker() ? Totals.DELETE_MARKER : Totals.version(version.size(), Totals.Check.SIZE);
    }

    /** How many versions the target has of those of the source, which must be its first. */
    private int arrived(SourceKey name, int done) {
        if (!hasVersions) {
            return done;
        }
        List<SourceVersion> there = BucketListing.only(plan.target(), to, name.key(), true)
                .map(SourceKey::versions)
                .orElse(List.of());
        boolean isPrefix =
                there.size() >= done && there.size() <= name.versions().size();
        for (int at = done; isPrefix && at < there.size(); at++) {
            isPrefix = isSame(name.versions().get(at), there.get(at));
        }
        if (!isPrefix) {
            throw new RefusedException(
                    "OtherVersions", "the target has versions of " + name.key() + " that this import did not make", "");
        }
        return there.size();
    }

    /** An upload in parts has another ETag than the same content in one piece. */
    private static boolean isSame(SourceVersion source, SourceVersion target) {
        boolean sameEtag = source.etag().equalsIgnoreCase(target.etag());
        boolean inParts = source.etag().contains("-") || target.etag().contains("-") || source.isSymlink();
        return source.isDeleteMarker() == target.isDeleteMarker()
                && (source.isDeleteMarker() || (source.size() == target.size() && (sameEtag || inParts)));
    }
}
