package io.coffer.server.object;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.coffer.encryption.DataKey;
import io.coffer.encryption.KeptKey;
import io.coffer.encryption.SealedAttribute;
import io.coffer.server.metadata.ObjectFacts;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Facts that were opened with an attribute key that is kept open. They hold as long as that key is kept and no longer, so
 * whoever may not open the key now gets none of them.
 */
final class OpenedFacts {
    private static final long MOST_BYTES = 8L << 20;
    /** about what the facts of a small object take */
    private static final int OVERHEAD = 1024;
    /** frees the memory; how long they hold is the key's affair */
    private static final Duration MOST_AGE = Duration.ofSeconds(30);

    private record Opened(KeptKey by, ObjectFacts facts) {}

    /** Sealed bytes open at one place only, and the salt within them is random. */
    @SuppressWarnings("ArrayRecordComponent") // equality is by content
    private record Sealed(SealedAttribute.Context place, byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Sealed sealed && Arrays.equals(bytes, sealed.bytes) && place.equals(sealed.place);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    private final Cache<Sealed, Opened> opened = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Sealed sealed, Opened facts) -> sealed.bytes().length + OVERHEAD)
            .expireAfterWrite(MOST_AGE)
            .build();

    ObjectFacts get(DataKey attributeKey, SealedAttribute.Context place, byte[] sealed, Supplier<ObjectFacts> opening) {
        Optional<KeptKey> by = attributeKey.kept();
        if (by.isEmpty()) {
            return opening.get();
        }
        Sealed asked = new Sealed(place, sealed);
        Opened known = opened.getIfPresent(asked);
        // another key than the one kept now: that one was closed, or forgotten since its master key changed
        if (known != null && known.by() == by.get()) {
            return known.facts();
        }
        ObjectFacts facts = opening.get();
        opened.put(asked, new Opened(by.get(), facts));
        return facts;
    }
}
