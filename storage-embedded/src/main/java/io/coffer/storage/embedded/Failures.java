package io.coffer.storage.embedded;

import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What the disk and RocksDB say, in the SPI's few kinds. */
final class Failures {
    private Failures() {}

    static StorageException of(String what, IOException cause) {
        String detail = String.valueOf(cause.getMessage());
        // errno is not to be had from the JDK: these are ENOSPC and EDQUOT
        boolean full = detail.contains("No space left") || detail.contains("quota exceeded");
        return new StorageException(full ? Kind.FULL : Kind.UNAVAILABLE, what + ": " + detail, cause);
    }

    /** A failure of reading or opening; failed writes have an unknown outcome and are the committer's. */
    static StorageException of(String what, RocksDBException cause) {
        Status status = cause.getStatus();
        Kind kind = status == null
                ? Kind.UNAVAILABLE
                : switch (status.getCode()) {
                    case Corruption -> Kind.CORRUPT;
                    case IOError -> status.getSubCode() == Status.SubCode.NoSpace ? Kind.FULL : Kind.UNAVAILABLE;
                    default -> Kind.UNAVAILABLE;
                };
        return new StorageException(kind, what + ": " + cause.getMessage(), cause);
    }

    static StorageException corrupt(String what) {
        return new StorageException(Kind.CORRUPT, what);
    }

    static StorageException closed() {
        return new StorageException(Kind.UNAVAILABLE, "the engine is closed");
    }
}
