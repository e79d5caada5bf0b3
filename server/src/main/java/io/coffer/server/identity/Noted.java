package io.coffer.server.identity;

import java.util.List;

/** A record that must outlast others, and therefore has a note of each of them, see {@link Bonds}. */
interface Noted<N extends Noted<N>> {
    List<String> notes();

    N withNotes(List<String> notes);
}
