package io.coffer.storage.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The two places where bytes become durable; a test puts failures here. */
interface Durability {
    Durability DISK = new Durability() {};

    default void force(FileChannel channel) throws IOException {
        channel.force(false);
    }

    default void write(RocksDB index, WriteOptions synced, WriteBatch batch) throws RocksDBException {
        index.write(synced, batch);
    }
}
