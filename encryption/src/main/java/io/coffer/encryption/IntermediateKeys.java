package io.coffer.encryption;

import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Saves calls to a key service that is far away or counts them: data keys of one bucket are wrapped here, under an
 * intermediate key that the service made and alone can open. An intermediate key wraps for one hour at most and at most
 * 2^20 times, and its state is confirmed as often as any data key's is: each use opens it by the service, or by what
 * stands before the service. Data keys with a context of their caller's are always wrapped by the service itself.
 *
 * <p>Every wrapped key tells by its first byte which way it is wrapped ({@link IntermediateWrap}), so both ways are read
 * whichever is written now.
 */
public final class IntermediateKeys implements KeyManagement {
    static final int MAX_USES = 1 << 20;
    static final Duration MAX_AGE = Duration.ofHours(1);

    /** Far more than are in use within an hour; beyond it all are made anew. */
    private static final int MAX_KEPT = 100_000;

    private record Place(String keyId, String storeId, String bucketId) {
        static Place of(String keyId, WrapContext context) {
            HexFormat hex = HexFormat.of();
            return new Place(keyId, hex.formatHex(context.storeId()), hex.formatHex(context.bucketId()));
        }
    }

    /** Wrapped only: opened, it is the business of the cache below. */
    private record Current(byte[] id, WrappedKey wrapped, long since, AtomicInteger uses) {}

    private final KeyManagement service;
    private final boolean writesThem;
    private final int maxUses;
    private final LongSupplier nanoTime;
    private final Map<Place, Current> current = new ConcurrentHashMap<>();
    private final ReentrantLock forgetting = new ReentrantLock();
    /** How often each key was forgotten: what was asked for before may be under a version that wraps no more. */
    private final Map<String, Integer> forgotten = new HashMap<>();

    /** @param writesThem false reads them only */
    public IntermediateKeys(KeyManagement service, boolean writesThem) {
        this(service, writesThem, MAX_USES, System::nanoTime);
    }

    IntermediateKeys(KeyManagement service, boolean writesThem, int maxUses, LongSupplier nanoTime) {
        this.service = service;
        this.writesThem = writesThem;
        this.maxUses = maxUses;
        this.nanoTime = nanoTime;
    }

    @Override
    public DataKey generateDataKey(String keyId, WrapContext context) {
        if (!writesThem || !context.encryptionContext().isEmpty()) {
            try (DataKey direct = service.generateDataKey(keyId, context)) {
                return new DataKey(direct.secret().clone(), IntermediateWrap.direct(direct.wrapped()));
            }
        }
        Place place = Place.of(keyId, context);
        Optional<Current> usable = Optional.ofNullable(current.get(place)).filter(this::takeUse);
        if (usable.isPresent()) {
            byte[] id = usable.get().id();
            try (DataKey intermediate = service.unwrap(usable.get().wrapped(), of(id, context))) {
                return IntermediateWrap.generate(intermediate, id, context);
            }
        }
        byte[] id = KeyDerivation.randomBytes(ExtentContext.ID_LENGTH);
        int epoch = timesForgotten(keyId);
        try (DataKey intermediate = service.generateDataKey(keyId, of(id, context))) {
            keep(place, new Current(id, intermediate.wrapped(), nanoTime.getAsLong(), new AtomicInteger(1)), epoch);
            return IntermediateWrap.generate(intermediate, id, context);
        }
    }

    private int timesForgotten(String keyId) {
        forgetting.lock();
        try {
            return forgotten.getOrDefault(keyId, 0);
        } finally {
            forgetting.unlock();
        }
    }

    private void keep(Place place, Current made, int epoch) {
        forgetting.lock();
        try {
            if (forgotten.getOrDefault(place.keyId(), 0) != epoch) {
                return;
            }
            if (current.size() >= MAX_KEPT) {
                current.clear();
            }
            current.put(place, made);
        } finally {
            forgetting.unlock();
        }
    }

    private boolean takeUse(Current key) {
        return nanoTime.getAsLong() - key.since() < MAX_AGE.toNanos()
                && key.uses().getAndUpdate(uses -> Math.min(uses + 1, maxUses)) < maxUses;
    }

    @Override
    public DataKey unwrap(WrappedKey wrapped, WrapContext context) {
        return switch (IntermediateWrap.of(wrapped)) {
            case IntermediateWrap.Direct direct -> {
                try (DataKey key = service.unwrap(direct.inner(), context)) {
                    yield new DataKey(key.secret().clone(), wrapped);
                }
            }
            case IntermediateWrap.Intermediate by -> {
                try (DataKey intermediate = service.unwrap(by.inner(), of(by.id(), context))) {
                    yield by.open(intermediate, wrapped, context);
                }
            }
        };
    }

    /** Of a key under an intermediate one the intermediate is wrapped anew, and the rest stays as it is. */
    @Override
    public WrappedKey rewrap(WrappedKey wrapped, WrapContext context) {
        return switch (IntermediateWrap.of(wrapped)) {
            case IntermediateWrap.Direct direct -> IntermediateWrap.direct(service.rewrap(direct.inner(), context));
            case IntermediateWrap.Intermediate by -> {
                // fails when the data key is not the one of this context, as every rewrap does
                unwrap(wrapped, context).close();
                yield by.under(service.rewrap(by.inner(), of(by.id(), context)));
            }
        };
    }

    @Override
    public WrappedKey wrap(DataKey dataKey, String keyId, WrapContext context) {
        return IntermediateWrap.direct(service.wrap(dataKey, keyId, context));
    }

    /** What the service binds an intermediate key to: its own id stands in the place of the blob. */
    private static WrapContext of(byte[] intermediateId, WrapContext context) {
        return new WrapContext(context.storeId(), context.bucketId(), intermediateId);
    }

    @Override
    public void forget(String keyId) {
        forgetting.lock();
        try {
            forgotten.merge(keyId, 1, Integer::sum);
            current.keySet().removeIf(place -> place.keyId().equals(keyId));
        } finally {
            forgetting.unlock();
        }
        service.forget(keyId);
    }
}
