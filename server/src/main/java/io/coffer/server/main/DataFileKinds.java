package io.coffer.server.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The kinds of files in a data directory: files whose paths differ in numbers only are of one kind. */
final class DataFileKinds {
    private static final Pattern NUMBERS = Pattern.compile("\\b[0-9a-f]{2}(?=/)|[0-9a-f]*[0-9][0-9a-f]*");

    /**
     * They hold no data of the store: locks, the keystore of before the last change, which is only still to be erased, the
     * note that the store was moved, and what RocksDB notes for people or can do without.
     */
    private static final Pattern WITHOUT_DATA = Pattern.compile(
            "(.*/)?(lock|.*\\.lock|keystore\\.old|LOCK|LOG(\\.old\\..*)?|IDENTITY|OPTIONS-.*|moved-away)");

    private DataFileKinds() {}

    /** The largest file of each kind that holds data, by kind. */
    static Map<String, Path> of(Path data) throws IOException {
        return of(data, data);
    }

    /**
     * The largest file of each kind that holds data, by kind.
     *
     * @param later the same directory after the store was opened: a file that is still there goes before one that is not,
     *     since an engine may have deleted what it did not need
     */
    static Map<String, Path> of(Path data, Path later) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data)) {
            files = walk.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing((Path file) -> Files.exists(later.resolve(data.relativize(file))))
                            .thenComparingLong(DataFileKinds::size))
                    .toList();
        }
        Map<String, Path> kinds = new TreeMap<>();
        for (Path file : files) {
            String path = data.relativize(file).toString();
            if (size(file) > 0 && !WITHOUT_DATA.matcher(path).matches()) {
                kinds.put(NUMBERS.matcher(path).replaceAll("*"), data.relativize(file));
            }
        }
        return kinds;
    }

    private static long size(Path file) {
        return file.toFile().length();
    }
}
