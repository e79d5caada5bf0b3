package io.coffer.model.setting;

/**
 * How much a bucket may hold.
 *
 * @param gigabytes of 2^30 bytes; -1 for no bound
 */
public record StorageCapacity(long gigabytes) {
    public static final StorageCapacity UNBOUNDED = new StorageCapacity(-1);

    private static final long GIGABYTE = 1L << 30;

    public boolean bounds() {
        return gigabytes >= 0;
    }

    /** @return a bound that no bucket reaches when the number of gigabytes is beyond what bytes can say */
    public long inBytes() {
        return gigabytes > Long.MAX_VALUE / GIGABYTE ? Long.MAX_VALUE : gigabytes * GIGABYTE;
    }
}
