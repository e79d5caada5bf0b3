package io.coffer.server.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** One file for each checkpoint, in a directory that is meant to be a mount of another machine's disk. */
public record FileDropTarget(Path directory) implements CheckpointTarget {
    private static final int DIGITS_OF_STORE = 8;

    @Override
    public String name() {
        return "file-drop";
    }

    @Override
    public void deliver(SignedCheckpoint checkpoint) throws IOException {
        Checkpoint content = checkpoint.content();
        String name = String.format(
                Locale.ROOT,
                "coffer-checkpoint-%s-%010d.json",
                content.storeId().substring(0, DIGITS_OF_STORE),
                content.number());
        Path unfinished = directory.resolve(name + ".tmp");
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap((checkpoint.json() + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(
                unfinished,
                directory.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
