package io.coffer.encryption;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a key service is asked. */
class CountedKeyManagement implements KeyManagement {
    final AtomicInteger generated = new AtomicInteger();
    final AtomicInteger unwrapped = new AtomicInteger();
    final AtomicInteger rewrapped = new AtomicInteger();
    private final KeyManagement service;

    CountedKeyManagement(KeyManagement service) {
        this.service = service;
    }

    @Override
    public DataKey generateDataKey(String keyId, WrapContext context) {
        generated.incrementAndGet();
        return service.generateDataKey(keyId, context);
    }

    @Override
    public DataKey unwrap(WrappedKey wrapped, WrapContext context) {
        unwrapped.incrementAndGet();
        return service.unwrap(wrapped, context);
    }

    @Override
    public WrappedKey rewrap(WrappedKey wrapped, WrapContext context) {
        rewrapped.incrementAndGet();
        return service.rewrap(wrapped, context);
    }

    @Override
    public WrappedKey wrap(DataKey dataKey, String keyId, WrapContext context) {
        return service.wrap(dataKey, keyId, context);
    }
}
