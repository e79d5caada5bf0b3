package io.coffer.server.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Looks for texts in what lies on the disk, in the forms that a text may have there: UTF-8, UTF-16 and base64 at each of
 * its three alignments. For use by several threads.
 */
public final class CanarySearch {
    /** in characters; a shorter one is found everywhere */
    public static final int LEAST_LENGTH = 4;

    private static final int MOST_HITS = 100;
    private static final int BUFFER = 1 << 20;

    /**
     * Where a canary was found.
     *
     * @param canary which one, from 0
     * @param place a file of the data directory, or a record of the store
     * @param offset in bytes, of the first occurrence there
     */
    public record Hit(int canary, String form, String place, long offset) {}

    private record Pattern(int canary, String form, byte[] bytes) {}

    private final List<Pattern> patterns;
    private final int longest;
    private final Queue<Hit> hits = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();

    public CanarySearch(List<String> canaries) {
        List<Pattern> made = new ArrayList<>();
        for (int at = 0; at < canaries.size(); at++) {
            addForms(at, canaries.get(at), made);
        }
        this.patterns = List.copyOf(made);
        this.longest =
                made.stream().mapToInt(pattern -> pattern.bytes().length).max().orElse(0);
    }

    private static void addForms(int canary, String text, List<Pattern> forms) {
        if (text.length() < LEAST_LENGTH) {
            throw new IllegalArgumentException("a canary has at least " + LEAST_LENGTH + " characters");
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        forms.add(new Pattern(canary, "UTF-8", utf8));
        forms.add(new Pattern(canary, "UTF-16LE", text.getBytes(StandardCharsets.UTF_16LE)));
        forms.add(new Pattern(canary, "UTF-16BE", text.getBytes(StandardCharsets.UTF_16BE)));
        for (int before = 0; before < 3; before++) {
            String encoded = withinBase64(utf8, before);
            forms.add(new Pattern(canary, "base64", encoded.getBytes(StandardCharsets.US_ASCII)));
            String urlSafe = encoded.replace('+', '-').replace('/', '_');
            if (!urlSafe.equals(encoded)) {
                forms.add(new Pattern(canary, "base64", urlSafe.getBytes(StandardCharsets.US_ASCII)));
            }
        }
    }

    /** The characters that depend on the text alone when other bytes stand before and behind it. */
    static String withinBase64(byte[] text, int before) {
        byte[] shifted = new byte[before + text.length];
        System.arraycopy(text, 0, shifted, before, text.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int first = (before * Byte.SIZE + 5) / 6;
        int end = shifted.length * Byte.SIZE / 6;
        return encoded.substring(first, end);
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** The first of them, at most 100. */
    public List<Hit> hits() {
        return List.copyOf(hits);
    }

    /** How many there are. */
    public long count() {
        return count.get();
    }

    /** Every file below the directory, by its path from there. */
    public void searchFiles(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                search(directory.relativize(file).toString(), in);
            }
        }
    }

    /** Reads in pieces that overlap by as much as a pattern may be cut. */
    void search(String place, InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER + longest];
        boolean[] found = new boolean[patterns.size()];
        long start = 0;
        int kept = 0;
        int read = in.readNBytes(buffer, 0, BUFFER);
        while (read > 0) {
            int length = kept + read;
            search(place, buffer, length, start, found);
            int keep = Math.min(length, longest);
            System.arraycopy(buffer, length - keep, buffer, 0, keep);
            start += length - keep;
            kept = keep;
            read = in.readNBytes(buffer, kept, BUFFER);
        }
    }

    /** Bytes that are in memory. */
    public void search(String place, byte[] bytes) {
        search(place, bytes, bytes.length, 0, new boolean[patterns.size()]);
    }

    private void search(String place, byte[] bytes, int length, long start, boolean[] found) {
        for (int at = 0; at < found.length; at++) {
            if (!found[at]) {
                Pattern pattern = patterns.get(at);
                int offset = indexOf(bytes, length, pattern.bytes());
                if (offset >= 0) {
                    found[at] = true;
                    hit(new Hit(pattern.canary(), pattern.form(), place, start + offset));
                }
            }
        }
    }

    private void hit(Hit hit) {
        if (count.incrementAndGet() <= MOST_HITS) {
            hits.add(hit);
        }
    }

    private static int indexOf(byte[] bytes, int length, byte[] wanted) {
        byte first = wanted[0];
        int last = length - wanted.length;
        for (int at = 0; at <= last; at++) {
            if (bytes[at] == first && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
