package io.coffer.storage;

/** A body being written. Used by one thread at a time; closing without a commit frees what was written. */
public interface Writer extends AutoCloseable {
    /** Known from the start, so that a data key can be bound to it. */
    BlobId blob();

    /** The bytes may be changed by the caller after the call. */
    void write(byte[] bytes, int offset, int length);

    /** bytes written so far */
    long size();

    @Override
    void close();
}
