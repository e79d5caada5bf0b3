package io.coffer.server.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Binds one record to another that must not go while it counts: a user to its group, a holder to its policy. The bond
 * is noted at the one that must stay, then counts at the other, then is confirmed where it was noted; it is undone the
 * other way round. Each bond has a note of its own, so undoing one never undoes another between the same two. What a
 * process leaves that dies in between is a note of nothing, which holds nothing up.
 */
final class Bonds {
    private static final int SCANS = 10;

    private final IdentityRecords records;

    Bonds(IdentityRecords records) {
        this.records = records;
    }

    static String newNote(PolicyHolder<?> bound) {
        return bound.kind().word() + "/" + bound.id() + "/" + IdentityRules.newToken();
    }

    /**
     * @param count makes the bond count, given what it is noted at; may refuse
     * @param discount undoes that
     * @throws RamException of the absence when what the bond is noted at is gone
     */
    <N extends Noted<N>> void bind(
            String record, Class<N> type, RamError absence, String note, Consumer<N> count, Runnable discount) {
        N noted = records.update(record, type, absence::exception, current -> with(current, note));
        try {
            count.accept(noted);
        } catch (RamException refused) {
            release(record, type, note);
            throw refused;
        }
        try {
            // moves the generation: who is about to delete the record looks again, and finds that the bond counts
            records.update(record, type, absence::exception, current -> {
                if (!current.notes().contains(note)) {
                    throw absence.exception();
                }
                return current;
            });
        } catch (RamException gone) {
            discount.run();
            throw gone;
        }
    }

    /** Takes the note away of what no longer counts. */
    <N extends Noted<N>> void release(String record, Class<N> type, String note) {
        try {
            records.update(record, type, RamError.NO_SUCH_POLICY::exception, current -> without(current, note));
        } catch (RamException gone) {
            if (gone.error() != RamError.NO_SUCH_POLICY) {
                throw gone;
            }
        }
    }

    /**
     * What counts still, of what is found by looking through many records. Nothing is missed because it was renamed
     * while being looked for.
     */
    <T> Optional<T> find(Supplier<Optional<T>> search) {
        for (int scan = 0; scan < SCANS; scan++) {
            long revision = records.revision();
            Optional<T> found = search.get();
            if (found.isPresent() || revision == records.revision()) {
                return found;
            }
        }
        throw RamError.CONCURRENT_CHANGES.exception();
    }

    private static <N extends Noted<N>> N with(N noted, String note) {
        List<String> notes = new ArrayList<>(noted.notes());
        notes.add(note);
        return noted.withNotes(notes);
    }

    private static <N extends Noted<N>> N without(N noted, String note) {
        return noted.withNotes(
                noted.notes().stream().filter(other -> !other.equals(note)).toList());
    }
}
