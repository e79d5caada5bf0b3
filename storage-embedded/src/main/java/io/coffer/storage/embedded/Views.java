package io.coffer.storage.embedded;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The iterators and snapshots that are open: each keeps old versions and old tables of the index alive. */
final class Views {
    private final Set<View> open = ConcurrentHashMap.newKeySet();

    final class View implements AutoCloseable {
        private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

        @Override
        public void close() {
            open.remove(this);
            ended.complete(true);
        }
    }

    View begin() {
        View view = new View();
        open.add(view);
        return view;
    }

    /** Waits for those that are open now, not for later ones. */
    void awaitOpenOnes() {
        List.copyOf(open).forEach(view -> view.ended.join());
    }
}
