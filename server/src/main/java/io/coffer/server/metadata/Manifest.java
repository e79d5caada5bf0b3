package io.coffer.server.metadata;

import io.coffer.storage.StorageException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * The extents that a body consists of, in order. It names places, lengths and salts and nothing of the content, so it is
 * stored in clear; its root stands in the record and under the record tag.
 */
public record Manifest(List<Extent> extents) {
    private static final int FORMAT = 1;

    /** More than any upload has parts or any appends leave, so that a damaged count does not fill the memory. */
    private static final int MAX_EXTENTS = 50_000;

    public Manifest {
        extents = List.copyOf(extents);
    }

    /**
     * One extent.
     *
     * @param number the part's number, or the place in the order of appends
     * @param serial which of several uploads of that part
     * @param length bytes of plaintext
     * @param header the ciphertext's header, which pins its salt; empty for plaintext
     */
    @SuppressWarnings("ArrayRecordComponent") // passed along, never compared
    public record Extent(long number, long serial, long length, byte[] header) {}

    public long length() {
        return extents.stream().mapToLong(Extent::length).sum();
    }

    public Composition composition() {
        return new Composition(extents.size(), root(toBytes()));
    }

    public byte[] toBytes() {
        RecordWriter out = new RecordWriter().octet(FORMAT).length(extents.size());
        for (Extent extent : extents) {
            out.number(extent.number())
                    .number(extent.serial())
                    .number(extent.length())
                    .bytes(extent.header());
        }
        return out.toBytes();
    }

    /** @throws StorageException of kind {@link StorageException.Kind#CORRUPT} when it is not the one of the record */
    public static Manifest fromBytes(byte[] bytes, Composition composition) {
        if (!MessageDigest.isEqual(root(bytes), composition.root())) {
            throw new StorageException(
                    StorageException.Kind.CORRUPT, "a list of extents is not the one that its record was written with");
        }
        return RecordReader.read(bytes, Manifest::read);
    }

    private static Manifest read(RecordReader in) {
        if (in.octet() != FORMAT) {
            throw new IllegalArgumentException("unknown format of a manifest");
        }
        int count = in.length();
        if (count > MAX_EXTENTS) {
            throw new IllegalArgumentException("too many extents");
        }
        List<Extent> extents = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            extents.add(new Extent(in.number(), in.number(), in.number(), in.bytes()));
        }
        return new Manifest(extents);
    }

    private static byte[] root(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }
}
