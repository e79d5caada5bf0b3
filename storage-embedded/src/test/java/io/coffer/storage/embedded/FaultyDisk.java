package io.coffer.storage.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A disk that fails at random and can lose its power. Everything is written to real files at once, as into a page cache;
 * what each sector was when it was last durable is remembered. After a loss of power each sector that was not made
 * durable is as it was or as it became, independently of all others, and so is the presence of each file.
 *
 * <p>After a failed force the sectors count as clean, as with Linux: a later force does not make them durable, and they
 * are lost or not with the power.
 */
final class FaultyDisk implements Disk {
    private static final int SECTOR = 512;

    private static final class Content {
        /** as they were when last durable */
        private final TreeMap<Long, byte[]> unforced = new TreeMap<>();
        /** the same, of a failed force */
        private final TreeMap<Long, byte[]> failed = new TreeMap<>();

        private long durableLength;
        private boolean nameIsDurable;
    }

    private final Random random;
    private final Path grave;
    private final Map<Path, Content> contents = new HashMap<>();
    private final Map<Path, Path> deleted = new HashMap<>();
    private int oddsOfFailure;
    private boolean forcesFail;
    private boolean dead;

    /** @param grave a directory for files whose deletion is not durable */
    FaultyDisk(Random random, Path grave) {
        this.random = random;
        this.grave = grave;
    }

    /** @param odds one in so many operations fails from now on; 0 for none */
    synchronized void fail(int odds) {
        oddsOfFailure = odds;
    }

    /** Whether every force of a file fails from now on. */
    synchronized void failForces(boolean fails) {
        forcesFail = fails;
    }

    /** Nothing works any more. */
    synchronized void die() {
        dead = true;
    }

    /** To be called once nobody uses it any more. It works again afterwards. */
    synchronized void endAfterKill() throws IOException {
        // what the page cache has stays, and is only durable when somebody makes it so
        dead = false;
        oddsOfFailure = 0;
    }

    /** To be called once nobody uses it any more. It works again afterwards. */
    synchronized void endAfterPowerLoss() throws IOException {
        dead = false;
        oddsOfFailure = 0;
        for (Map.Entry<Path, Path> each : Map.copyOf(deleted).entrySet()) {
            if (random.nextBoolean()) {
                Files.move(each.getValue(), each.getKey(), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        deleted.clear();
        for (Map.Entry<Path, Content> each : Map.copyOf(contents).entrySet()) {
            if (Files.exists(each.getKey())) {
                lose(each.getKey(), each.getValue());
            }
        }
        contents.clear();
    }

    private void lose(Path path, Content content) throws IOException {
        if (!content.nameIsDurable && random.nextBoolean()) {
            Files.delete(path);
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long length = random.nextBoolean() ? file.length() : content.durableLength;
            boolean all = random.nextInt(4) == 0;
            TreeMap<Long, byte[]> before = new TreeMap<>(content.unforced);
            before.putAll(content.failed);
            for (Map.Entry<Long, byte[]> sector : before.entrySet()) {
                if (all || random.nextBoolean()) {
                    file.seek(sector.getKey() * SECTOR);
                    file.write(sector.getValue());
                }
            }
            file.setLength(Math.max(length, 0));
        }
    }

    private void step(String what) throws IOException {
        if (dead) {
            throw new IOException("the power is gone");
        }
        if (oddsOfFailure > 0 && random.nextInt(oddsOfFailure) == 0) {
            throw new IOException(
                    (random.nextBoolean() ? "Input/output error" : "No space left on device") + ": " + what);
        }
    }

    @Override
    public synchronized DiskFile create(Path file) throws IOException {
        step("create");
        DiskFile real = Disk.super.create(file);
        contents.put(file, new Content());
        return new Faulty(file, real);
    }

    @Override
    public synchronized DiskFile open(Path file) throws IOException {
        step("open");
        content(file);
        return new Faulty(file, Disk.super.open(file));
    }

    /** Of a file that is durable when nothing is known of it. */
    private Content content(Path file) throws IOException {
        Content known = contents.get(file);
        if (known == null) {
            known = new Content();
            known.durableLength = Files.size(file);
            known.nameIsDurable = true;
            contents.put(file, known);
        }
        return known;
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        step("delete");
        if (Files.exists(file)) {
            Content content = contents.remove(file);
            if (content == null || content.nameIsDurable) {
                Path kept = grave.resolve(Long.toHexString(random.nextLong()));
                Files.move(file, kept);
                deleted.put(file, kept);
            } else {
                Files.delete(file);
            }
        }
    }

    @Override
    public synchronized void forceDirectory(Path directory) throws IOException {
        step("force a directory");
        for (Map.Entry<Path, Content> each : contents.entrySet()) {
            if (directory.equals(each.getKey().getParent())) {
                each.getValue().nameIsDurable = true;
            }
        }
        Set<Path> gone = new HashSet<>(deleted.keySet());
        gone.removeIf(file -> !directory.equals(file.getParent()));
        for (Path file : gone) {
            Files.deleteIfExists(deleted.remove(file));
        }
    }

    private final class Faulty implements DiskFile {
        private final Path path;
        private final DiskFile real;

        Faulty(Path path, DiskFile real) {
            this.path = path;
            this.real = real;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            synchronized (FaultyDisk.this) {
                boolean isShort = oddsOfFailure > 0 && source.remaining() > 1 && random.nextInt(8) == 0;
                int end = source.limit();
                if (isShort) {
                    source.limit(source.position() + 1 + random.nextInt(source.remaining() - 1));
                }
                try {
                    step("write");
                    remember(position, source.remaining());
                    return real.write(source, position);
                } finally {
                    source.limit(end);
                }
            }
        }

        private void remember(long position, long length) throws IOException {
            Content content = contents.computeIfAbsent(path, file -> new Content());
            try (FileChannel before = FileChannel.open(path, StandardOpenOption.READ)) {
                for (long sector = position / SECTOR; sector <= (position + length - 1) / SECTOR; sector++) {
                    byte[] known = content.failed.remove(sector);
                    if (!content.unforced.containsKey(sector)) {
                        content.unforced.put(sector, known != null ? known : sector(before, sector));
                    }
                }
            }
        }

        private static byte[] sector(FileChannel file, long number) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(SECTOR);
            int count = 0;
            while (bytes.hasRemaining() && count >= 0) {
                count = file.read(bytes, number * SECTOR + bytes.position());
            }
            return Arrays.copyOf(bytes.array(), SECTOR);
        }

        @Override
        public void truncate(long length) throws IOException {
            synchronized (FaultyDisk.this) {
                step("truncate");
                long size = Files.size(path);
                if (size > length) {
                    remember(length, size - length);
                    real.truncate(length);
                }
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (FaultyDisk.this) {
                Content content = contents.computeIfAbsent(path, file -> new Content());
                try {
                    step("force");
                    if (forcesFail) {
                        throw new IOException("Input/output error: force");
                    }
                } catch (IOException e) {
                    content.unforced.forEach(content.failed::putIfAbsent);
                    content.unforced.clear();
                    throw e;
                }
                content.unforced.clear();
                content.durableLength = Files.exists(path) ? Files.size(path) : 0;
            }
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
