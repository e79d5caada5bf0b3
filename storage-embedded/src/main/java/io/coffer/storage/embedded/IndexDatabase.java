package io.coffer.storage.embedded;

import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/**
 * RocksDB opened as this engine needs it, with everything that must be closed with it. It is written without a log of
 * its own; stores of formats before 3 have one, which is read when they are opened. The native library is unpacked
 * from its jar by RocksDB's own loader, a few hundred milliseconds of every start; a library on
 * {@code java.library.path} is taken first.
 */
record IndexDatabase(RocksDB rocks, WriteOptions unlogged, Options options, LRUCache cache, BloomFilter filter)
        implements AutoCloseable {
    private static final long BLOCK_BYTES = 8 * 1024;
    private static final long MEMORY_TABLE_BYTES = 32L << 20;
    private static final long LOG_BYTES = 128L << 20;

    static IndexDatabase open(Path directory, EmbeddedOptions settings, boolean create) {
        RocksDB.loadLibrary();
        try {
            return open(directory, settings, create, WALRecoveryMode.TolerateCorruptedTailRecords);
        } catch (RocksDBException e) {
            if (Failures.of("", e).kind() == Kind.CORRUPT && endsTorn(directory)) {
                return openTorn(directory, settings);
            }
            throw translated(directory, e);
        }
    }

    /**
     * A power loss can leave the last group with a hole instead of a clean end. It was never acknowledged, so recovery
     * may end before it; {@link LogTail} has shown that no later group follows.
     */
    private static IndexDatabase openTorn(Path directory, EmbeddedOptions settings) {
        try {
            return open(directory, settings, false, WALRecoveryMode.PointInTimeRecovery);
        } catch (RocksDBException e) {
            throw translated(directory, e);
        }
    }

    private static boolean endsTorn(Path directory) {
        try {
            return LogTail.isTornOnly(directory);
        } catch (IOException e) {
            throw Failures.of("cannot read the write-ahead log in " + directory, e);
        }
    }

    private static RuntimeException translated(Path directory, RocksDBException cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("does not exist")) {
            return Failures.corrupt("the index in " + directory + " is missing: " + message);
        }
        return Failures.of("cannot open the index in " + directory, cause);
    }

    private static IndexDatabase open(
            Path directory, EmbeddedOptions settings, boolean create, WALRecoveryMode recovery)
            throws RocksDBException {
        LRUCache cache = new LRUCache((long) settings.blockCacheMebibytes() << 20);
        BloomFilter filter = new BloomFilter(10);
        Options options = options(cache, filter).setCreateIfMissing(create).setWalRecoveryMode(recovery);
        WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
        try {
            return new IndexDatabase(RocksDB.open(options, directory.toString()), unlogged, options, cache, filter);
        } catch (RocksDBException e) {
            unlogged.close();
            options.close();
            filter.close();
            cache.close();
            throw e;
        }
    }

    private static Options options(LRUCache cache, BloomFilter filter) {
        try (DBOptions database = renewingTableList();
                ColumnFamilyOptions family = new ColumnFamilyOptions()) {
            return new Options(database, family)
                    .setParanoidChecks(true)
                    .setMaxOpenFiles(-1)
                    .setMaxBackgroundJobs(2)
                    .setWriteBufferSize(MEMORY_TABLE_BYTES)
                    .setMaxTotalWalSize(LOG_BYTES)
                    .setMaxWriteBufferNumber(4)
                    // what is only in memory is in the engine's own log
                    .setAvoidFlushDuringShutdown(true)
                    // a reused log would carry old records behind a torn tail
                    .setRecycleLogFileNum(0)
                    .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                    .setKeepLogFileNum(2)
                    .setCompressionType(CompressionType.LZ4_COMPRESSION)
                    .setTableFormatConfig(new BlockBasedTableConfig()
                            .setBlockSize(BLOCK_BYTES)
                            .setBlockCache(cache)
                            .setFilterPolicy(filter));
        }
    }

    /**
     * The list of tables names first and last keys of tables. Each change begins a new list, so that no deleted name
     * stays in an old one; it is short.
     */
    private static DBOptions renewingTableList() {
        Properties settings = new Properties();
        settings.setProperty("max_manifest_file_size", "1");
        settings.setProperty("max_manifest_space_amp_pct", "0");
        return DBOptions.getDBOptionsFromProps(settings);
    }

    @Override
    public void close() {
        rocks.close();
        unlogged.close();
        options.close();
        filter.close();
        cache.close();
    }
}
