import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.paimon.catalog.Catalog;
import org.apache.paimon.catalog.CatalogContext;
import org.apache.paimon.catalog.CatalogFactory;
import org.apache.paimon.catalog.Identifier;
import org.apache.paimon.data.BinaryString;
import org.apache.paimon.data.GenericRow;
import org.apache.paimon.data.InternalRow;
import org.apache.paimon.fs.FileIO;
import org.apache.paimon.fs.FileStatus;
import org.apache.paimon.fs.Path;
import org.apache.paimon.fs.PositionOutputStream;
import org.apache.paimon.fs.SeekableInputStream;
import org.apache.paimon.options.Options;
import org.apache.paimon.reader.RecordReader;
import org.apache.paimon.schema.Schema;
import org.apache.paimon.table.Table;
import org.apache.paimon.table.sink.BatchTableCommit;
import org.apache.paimon.table.sink.BatchTableWrite;
import org.apache.paimon.table.sink.BatchWriteBuilder;
import org.apache.paimon.table.source.ReadBuilder;
import org.apache.paimon.types.DataTypes;

/**
 * A table of Apache Paimon in a bucket, and files through Paimon's file system. A program of its own, in one file: the
 * Hadoop that Paimon carries runs on no JDK after 23.
 */
public class PaimonStory {
    private static final int ROWS = 2000;

    public static void main(String[] arguments) throws Exception {
        String warehouse = "oss://" + System.getenv("OSS_STORY_BUCKET") + "/warehouse";
        Options options = new Options();
        options.set("warehouse", warehouse);
        options.set("fs.oss.endpoint", System.getenv("OSS_STORY_ENDPOINT"));
        options.set("fs.oss.accessKeyId", System.getenv("OSS_STORY_ACCESS_KEY_ID"));
        options.set("fs.oss.accessKeySecret", System.getenv("OSS_STORY_ACCESS_KEY_SECRET"));
        options.set("fs.oss.server-side-encryption-algorithm", "AES256");
        options.set("fs.oss.attempts.maximum", "1");
        options.set("fs.oss.multipart.upload.size", "1048576");
        options.set("fs.oss.multipart.upload.threshold", "1048576");
        options.set("fs.oss.buffer.dir", arguments[0]);
        CatalogContext context = CatalogContext.create(options);
        files(FileIO.get(new Path(warehouse), context), new Path(warehouse + "/files"));
        try (Catalog catalog = CatalogFactory.createCatalog(context)) {
            table(catalog);
        }
        System.out.println("told");
    }

    private static void files(FileIO files, Path directory) throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        Path file = new Path(directory, "\u6587\u4ef6 a+b");
        try (PositionOutputStream out = files.newOutputStream(file, false)) {
            out.write(content);
            expect(out.getPos() == content.length, "position after writing");
        }
        expect(files.getFileStatus(file).getLen() == content.length, "length of the file");
        try (SeekableInputStream in = files.newInputStream(file)) {
            expect(Arrays.equals(all(in), content), "content of the file");
            in.seek(2_000_000);
            expect(in.read() == (content[2_000_000] & 0xff), "byte sought");
        }
        expect(files.tryToWriteAtomic(new Path(directory, "hint"), "7"), "atomic write");
        expect(files.readFileUtf8(new Path(directory, "hint")).equals("7"), "content of the hint");
        FileStatus[] listed = files.listStatus(directory);
        expect(listed.length == 2, "files in the directory: " + Arrays.toString(listed));
        expect(files.rename(file, new Path(directory, "renamed")), "rename");
        expect(files.exists(new Path(directory, "renamed")) && !files.exists(file), "names after the rename");
        expect(files.delete(directory, true), "deletion");
        expect(!files.exists(directory), "nothing is left");
    }

    private static byte[] all(SeekableInputStream in) throws Exception {
        try (InputStream open = new java.io.FilterInputStream(in) {
            @Override
            public void close() {}
        }) {
            return open.readAllBytes();
        }
    }

    private static void table(Catalog catalog) throws Exception {
        Identifier name = Identifier.create("shop", "orders");
        catalog.createDatabase("shop", false);
        catalog.createTable(
                name,
                Schema.newBuilder()
                        .column("id", DataTypes.INT())
                        .column("item", DataTypes.STRING())
                        .primaryKey("id")
                        .option("bucket", "2")
                        .build(),
                false);
        Table table = catalog.getTable(name);
        write(table, "first", 0, ROWS);
        write(table, "second", ROWS / 2, ROWS);
        List<String> rows = new ArrayList<>();
        ReadBuilder builder = table.newReadBuilder();
        try (RecordReader<InternalRow> reader =
                builder.newRead().createReader(builder.newScan().plan())) {
            reader.forEachRemaining(row -> rows.add(row.getInt(0) + " " + row.getString(1)));
        }
        expect(rows.size() == ROWS, "rows: " + rows.size());
        expect(rows.contains("0 first") && rows.contains(ROWS - 1 + " second"), "values of rows");
        expect(catalog.getTable(name).latestSnapshot().get().id() == 2, "snapshots");
        catalog.dropTable(name, false);
        expect(catalog.listTables("shop").isEmpty(), "no table is left");
    }

    private static void write(Table table, String item, int from, int to) throws Exception {
        BatchWriteBuilder builder = table.newBatchWriteBuilder();
        try (BatchTableWrite write = builder.newWrite();
                BatchTableCommit commit = builder.newCommit()) {
            for (int id = from; id < to; id++) {
                write.write(GenericRow.of(id, BinaryString.fromString(item)));
            }
            commit.commit(write.prepareCommit());
        }
    }

    private static void expect(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("expected otherwise: " + what);
        }
    }
}
