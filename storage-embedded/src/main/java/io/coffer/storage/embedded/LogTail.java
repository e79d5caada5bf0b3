package io.coffer.storage.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Tells a torn tail of RocksDB's write-ahead log from damage in its middle: after a torn group nothing was written, so
 * a group that begins behind the first damaged record, or any newer log with content, shows damage.
 *
 * <p>A log is a row of blocks of 32 KiB; a record never crosses one and is {@code checksum:4 length:2 type:1 payload},
 * little endian. Types: 1 a whole group, 2 the first part of one, 3 and 4 its further parts, 5 to 8 the same for reused
 * logs, the rest are marks. The checksum is CRC32C of type and payload, rotated and shifted
 * (<a href="https://github.com/facebook/rocksdb/wiki/Write-Ahead-Log-File-Format">format</a>).
 */
final class LogTail {
    private static final int BLOCK = 32 * 1024;
    private static final int HEADER = 7;

    private LogTail() {}

    static boolean isTornOnly(Path directory) throws IOException {
        List<Path> logs;
        try (Stream<Path> files = Files.list(directory)) {
            logs = files.filter(file -> file.getFileName().toString().matches("[0-9]+\\.log"))
                    .sorted((a, b) -> Long.compare(number(a), number(b)))
                    .toList();
        }
        for (int i = 0; i < logs.size(); i++) {
            ByteBuffer log = ByteBuffer.wrap(Files.readAllBytes(logs.get(i))).order(ByteOrder.LITTLE_ENDIAN);
            int damage = firstDamage(log);
            if (damage < log.capacity()) {
                return !groupBeginsAfter(log, damage) && allEmpty(logs.subList(i + 1, logs.size()));
            }
        }
        return false;
    }

    private static long number(Path log) {
        String name = log.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ".log".length()));
    }

    private static boolean allEmpty(List<Path> logs) throws IOException {
        for (Path log : logs) {
            if (Files.size(log) > 0) {
                return false;
            }
        }
        return true;
    }

    private static int firstDamage(ByteBuffer log) {
        int position = 0;
        while (position < log.capacity()) {
            int left = BLOCK - position % BLOCK;
            if (left < HEADER) {
                position += left;
            } else if (isRecord(log, position)) {
                position += HEADER + payload(log, position);
            } else {
                return position;
            }
        }
        return position;
    }

    private static boolean groupBeginsAfter(ByteBuffer log, int damage) {
        for (int position = damage + 1; position + HEADER <= log.capacity(); position++) {
            int type = log.get(position + 6);
            boolean begins = type == 1 || type == 2 || type == 5 || type == 6;
            if (begins && payload(log, position) > 0 && isRecord(log, position)) {
                return true;
            }
        }
        return false;
    }

    private static int payload(ByteBuffer log, int position) {
        return Short.toUnsignedInt(log.getShort(position + 4));
    }

    private static boolean isRecord(ByteBuffer log, int position) {
        if (position + HEADER > log.capacity()) {
            return false;
        }
        int end = position + HEADER + payload(log, position);
        int blockEnd = position - position % BLOCK + BLOCK;
        if (end > Math.min(blockEnd, log.capacity())) {
            return false;
        }
        CRC32C checksum = new CRC32C();
        checksum.update(log.slice(position + 6, end - position - 6));
        int value = (int) checksum.getValue();
        return log.getInt(position) == Integer.rotateRight(value, 15) + 0xa282ead8;
    }
}
