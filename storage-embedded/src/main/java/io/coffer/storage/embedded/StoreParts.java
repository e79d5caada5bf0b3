package io.coffer.storage.embedded;

import io.coffer.storage.Derivation;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * A store brought into the state that its last acknowledged group left.
 *
 * @param store the file system it is on
 * @param end of the log
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoreParts(
        FileStore store,
        EmbeddedOptions options,
        Index index,
        byte[] storeId,
        SegmentFiles segments,
        BodyFiles files,
        EmbeddedDerivedRows rows,
        GroupEnd end) {

    static StoreParts open(Path directory, EmbeddedOptions options, Derivation derivation, Disk disk)
            throws IOException {
        StoreFormat format = new StoreFormat(directory);
        int version = format.version();
        Index index = Index.open(directory.resolve("index"), options, version == 0);
        try {
            byte[] storeId = index.storeId(version < StoreFormat.VERSION);
            if (version < StoreFormat.VERSION) {
                // also puts into tables what is in RocksDB's log of an older format
                index.forgetDerivation();
                index.flush();
                disk.forceDirectory(directory);
                format.write();
            }
            EmbeddedSnapshot.removeRemains(directory);
            SegmentFiles segments = new SegmentFiles(directory.resolve("segments"), disk);
            segments.createRoot();
            BodyFiles files = new BodyFiles(directory.resolve("blobs"), disk);
            files.createRoot();
            disk.forceDirectory(directory);
            GroupEnd end = new LogRecovery(segments, storeId, index).run();
            EmbeddedDerivedRows rows = EmbeddedDerivedRows.open(index, derivation);
            return new StoreParts(Files.getFileStore(directory), options, index, storeId, segments, files, rows, end);
        } catch (IOException | RuntimeException e) {
            index.close();
            throw e;
        }
    }

    /** The log, ready for the next group. */
    SegmentLog log(Executor preparing) {
        long last = Math.max(end.segment(), lastUsed());
        return new SegmentLog(segments, storeId, end, last, (long) options.segmentMebibytes() << 20, preparing);
    }

    private long lastUsed() {
        return index.segments().keySet().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }
}
