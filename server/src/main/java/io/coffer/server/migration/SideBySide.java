package io.coffer.server.migration;

import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Space;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The entries of two spaces, gone through together in the order of their names. */
final class SideBySide {
    private static final int PAGE = 500;

    /** Takes what is under one name; at least one of the two is there. */
    @FunctionalInterface
    interface Visitor {
        void visit(Optional<Entry> source, Optional<Entry> target);
    }

    private SideBySide() {}

    /**
     * @param source empty for a space that does not exist, as is the target
     * @param leftOut names that are passed over on both sides
     */
    static void visit(Optional<Space> source, Optional<Space> target, Predicate<Name> leftOut, Visitor visitor) {
        Cursor one = new Cursor(source, leftOut);
        Cursor other = new Cursor(target, leftOut);
        while (one.hasNext() || other.hasNext()) {
            int order = order(one, other);
            Optional<Entry> left = order <= 0 ? Optional.of(one.next()) : Optional.empty();
            Optional<Entry> right = order >= 0 ? Optional.of(other.next()) : Optional.empty();
            visitor.visit(left, right);
        }
    }

    private static int order(Cursor one, Cursor other) {
        if (!one.hasNext()) {
            return 1;
        }
        return other.hasNext() ? one.peek().name().compareTo(other.peek().name()) : -1;
    }

    /** Reads a page when the one before is used up. */
    private static final class Cursor implements Iterator<Entry> {
        private final Optional<Space> space;
        private final Predicate<Name> leftOut;
        private Iterator<Entry> page = List.<Entry>of().iterator();
        private Name last = Name.EMPTY;
        private boolean more;
        private @Nullable Entry next;

        Cursor(Optional<Space> space, Predicate<Name> leftOut) {
            this.space = space;
            this.leftOut = leftOut;
            this.more = space.isPresent();
        }

        @Override
        public boolean hasNext() {
            while (next == null && (page.hasNext() || more)) {
                if (!page.hasNext()) {
                    turn();
                } else {
                    Entry entry = page.next();
                    last = entry.name();
                    next = leftOut.test(last) ? null : entry;
                }
            }
            return next != null;
        }

        private void turn() {
            Page read = space.orElseThrow().scan(Name.EMPTY, last, PAGE);
            page = read.entries().iterator();
            more = read.more();
        }

        Entry peek() {
            Entry entry = next;
            if (entry == null) {
                throw new NoSuchElementException();
            }
            return entry;
        }

        @Override
        public Entry next() {
            Entry entry = peek();
            next = null;
            return entry;
        }
    }
}
