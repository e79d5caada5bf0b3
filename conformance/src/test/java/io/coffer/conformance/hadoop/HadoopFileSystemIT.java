package io.coffer.conformance.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.model.ObjectMetadata;
import com.aliyun.oss.model.ServerSideEncryptionByDefault;
import com.aliyun.oss.model.ServerSideEncryptionConfiguration;
import com.aliyun.oss.model.SetBucketEncryptionRequest;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Content;
import io.coffer.conformance.ScratchBucket;
import io.coffer.conformance.Target;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.aliyun.oss.AliyunOSSFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Files and directories of {@code oss://}, small and in parts, encrypted at the wish of the file system's settings. */
@ParameterizedClass
@MethodSource("connections")
final class HadoopFileSystemIT {
    private static final int MEBIBYTE = 1 << 20;

    private final ScratchBucket bucket;
    private final FileSystem files;

    HadoopFileSystemIT(Connection connection, @TempDir java.nio.file.Path buffers) throws IOException {
        bucket = ScratchBucket.make(connection);
        Target target = connection.target();
        Configuration settings = new Configuration();
        settings.setClass("fs.oss.impl", AliyunOSSFileSystem.class, FileSystem.class);
        settings.set("fs.oss.endpoint", connection.endpoint());
        settings.set("fs.oss.signatureversion", connection.signature().name());
        settings.set("fs.oss.region", target.region());
        settings.set("fs.oss.accessKeyId", target.accessKeyId());
        settings.set("fs.oss.accessKeySecret", target.accessKeySecret());
        settings.set("fs.oss.server-side-encryption-algorithm", "AES256");
        settings.setInt("fs.oss.attempts.maximum", 1);
        settings.setLong("fs.oss.multipart.upload.size", MEBIBYTE);
        settings.setLong("fs.oss.multipart.upload.threshold", MEBIBYTE);
        settings.setLong("fs.oss.multipart.download.size", 100_000);
        settings.set("fs.oss.buffer.dir", buffers.toString());
        files = FileSystem.newInstance(URI.create("oss://" + bucket.name() + "/"), settings);
    }

    /** No TLS: the file system trusts what its JVM trusts, and nothing that its settings name. */
    static Stream<Connection> connections() {
        return Connection.all()
                .filter(connection -> connection.target().certificate().isEmpty());
    }

    @AfterEach
    void close() throws IOException {
        files.close();
        bucket.close();
    }

    @Test
    void aFileIsWrittenReadAndSoughtIn() throws IOException {
        byte[] content = Content.bytes(700_000);
        Path file = new Path("/dir/\u6587\u4ef6 a+b%20.bin");
        write(file, content);
        FileStatus status = files.getFileStatus(file);
        assertThat(status.isFile()).isTrue();
        assertThat(status.getLen()).isEqualTo(content.length);
        assertThat(files.getFileStatus(new Path("/dir")).isDirectory()).isTrue();
        assertThat(read(file)).isEqualTo(content);
        try (FSDataInputStream in = files.open(file)) {
            for (int position : new int[] {650_000, 3, 399_999, 0}) {
                in.seek(position);
                assertThat(in.readNBytes(50)).isEqualTo(Arrays.copyOfRange(content, position, position + 50));
                assertThat(in.getPos()).isEqualTo(position + 50);
            }
            byte[] middle = new byte[150_000];
            in.readFully(100_000, middle);
            assertThat(middle).isEqualTo(Arrays.copyOfRange(content, 100_000, 250_000));
        }
        assertThat(bucket.oss()
                        .getObjectMetadata(bucket.name(), "dir/\u6587\u4ef6 a+b%20.bin")
                        .getServerSideEncryption())
                .isEqualTo("AES256");
    }

    @Test
    void aLargeFileGoesInPartsAndIsRenamed() throws IOException {
        byte[] content = Content.bytes(5 * MEBIBYTE + 17);
        Path file = new Path("/large");
        // the file system asks for encryption when it puts, but not when it begins an upload or copies
        write(file, content);
        assertThat(bucket.oss().getObjectMetadata(bucket.name(), "large").getServerSideEncryption())
                .isNull();
        bucket.oss()
                .setBucketEncryption(new SetBucketEncryptionRequest(
                        bucket.name(),
                        new ServerSideEncryptionConfiguration()
                                .withApplyServerSideEncryptionByDefault(new ServerSideEncryptionByDefault("SM4"))));
        write(file, content);
        ObjectMetadata written = bucket.oss().getObjectMetadata(bucket.name(), "large");
        assertThat(written.getObjectType()).isEqualTo("Multipart");
        assertThat(written.getServerSideEncryption()).isEqualTo("SM4");
        assertThat(written.getETag()).endsWith("-6");
        assertThat(files.rename(file, new Path("/renamed"))).isTrue();
        assertThat(files.exists(file)).isFalse();
        assertThat(Arrays.equals(read(new Path("/renamed")), content)).isTrue();
        assertThat(bucket.oss().getObjectMetadata(bucket.name(), "renamed").getServerSideEncryption())
                .isEqualTo("SM4");
        assertThat(bucket.openUploads()).isEmpty();
    }

    @Test
    void directoriesAreListedRenamedAndDeleted() throws IOException {
        List<String> names = List.of("/a/1", "/a/b/2", "/a/b/c/3", "/other");
        for (String name : names) {
            write(new Path(name), new byte[name.length()]);
        }
        assertThat(files.mkdirs(new Path("/a/empty"))).isTrue();
        assertThat(Stream.of(files.listStatus(new Path("/a")))
                        .map(status -> status.getPath().getName()))
                .containsExactlyInAnyOrder("1", "b", "empty");
        assertThat(recursive(new Path("/"))).containsExactlyInAnyOrderElementsOf(names);
        assertThatThrownBy(() -> files.delete(new Path("/a"), false)).isInstanceOf(IOException.class);

        assertThat(files.rename(new Path("/a"), new Path("/moved"))).isTrue();
        assertThat(files.exists(new Path("/a"))).isFalse();
        assertThat(recursive(new Path("/")))
                .containsExactlyInAnyOrder("/moved/1", "/moved/b/2", "/moved/b/c/3", "/other");
        assertThat(files.delete(new Path("/moved"), true)).isTrue();
        assertThat(recursive(new Path("/"))).containsExactly("/other");
        assertThatThrownBy(() -> files.getFileStatus(new Path("/moved/1"))).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> files.open(new Path("/moved/1"))).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void manyFilesAreDeletedTogether() throws IOException {
        for (int number = 0; number < 30; number++) {
            write(new Path("/many/" + number), new byte[1]);
        }
        assertThat(recursive(new Path("/many"))).hasSize(30);
        assertThat(files.delete(new Path("/many"), true)).isTrue();
        assertThat(files.exists(new Path("/many"))).isFalse();
        assertThat(files.delete(new Path("/many"), true)).isFalse();
    }

    private void write(Path file, byte[] content) throws IOException {
        try (FSDataOutputStream out = files.create(file, true)) {
            out.write(content);
        }
    }

    private byte[] read(Path file) throws IOException {
        try (FSDataInputStream in = files.open(file)) {
            return in.readAllBytes();
        }
    }

    private List<String> recursive(Path directory) throws IOException {
        List<String> found = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> each = files.listFiles(directory, true);
        while (each.hasNext()) {
            found.add(each.next().getPath().toUri().getPath());
        }
        return found;
    }
}
