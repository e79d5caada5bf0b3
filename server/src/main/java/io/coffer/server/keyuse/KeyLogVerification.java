package io.coffer.server.keyuse;

import io.coffer.server.audit.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks files of the log without any key: that lines are whole, that each holds the hash of the one before, that no
 * number and no chain is missing, and that what was anchored elsewhere is still there. Without an anchor, who writes
 * everything behind a change anew is not seen, nor is a cut at the end.
 */
public final class KeyLogVerification {
    private static final int MOST_BREAKS = 100;

    /** What is wrong. */
    public enum Kind {
        /** A line that is no record. */
        DAMAGED,
        /** The record before is another one than when this one was written. */
        REPLACED,
        /** Records are gone. */
        MISSING,
        /** An anchored record is another one now. */
        NOT_AS_ANCHORED,
        /** Anchored records at the end are gone. */
        TRUNCATED
    }

    /** @param number of the record that shows it */
    public record Break(String file, long chain, long number, Kind kind, String detail) {}

    /** A chain as it is found. */
    public record Chain(ChainId id, long first, Link newest) {}

    /**
     * @param unfinishedBytes at the end, of a record that was never acknowledged
     * @param notes what cannot be checked and why
     */
    public record Report(
            long records, List<Chain> chains, List<Break> breaks, long unfinishedBytes, List<String> notes) {
        public Report {
            chains = List.copyOf(chains);
            breaks = List.copyOf(breaks);
            notes = List.copyOf(notes);
        }

        public boolean isWhole() {
            return breaks.isEmpty();
        }
    }

    private final List<KeyUseLog.Head> anchored;
    private final Map<Long, Map<Long, String>> anchors = new HashMap<>();
    private final List<Break> breaks = new ArrayList<>();
    private final List<Chain> chains = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<Chain> current = Optional.empty();
    private Optional<Link> before = Optional.empty();
    private long records;
    private long unfinished;

    private KeyLogVerification(List<KeyUseLog.Head> anchored) {
        this.anchored = anchored;
        anchored.forEach(head -> anchors.computeIfAbsent(head.chain().ordinal(), chain -> new HashMap<>())
                .put(head.link().number(), head.link().hash()));
    }

    /**
     * @param place the directory of a log, or one of its files
     * @param anchored heads that were told elsewhere
     * @throws IOException when there is no log to read
     */
    public static Report verify(Path place, List<KeyUseLog.Head> anchored) throws IOException {
        KeyLogVerification verification = new KeyLogVerification(anchored);
        List<KeyLogFiles.LogFile> files = Files.isDirectory(place) ? KeyLogFiles.in(place) : List.of(single(place));
        for (KeyLogFiles.LogFile file : files) {
            verification.read(file, file.equals(files.getLast()));
        }
        verification.endChain();
        verification.checkAnchors(Files.isDirectory(place));
        return new Report(
                verification.records,
                verification.chains,
                verification.breaks,
                verification.unfinished,
                verification.notes);
    }

    private static KeyLogFiles.LogFile single(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no key-use log " + file);
        }
        return KeyLogFiles.parse(file).orElseGet(() -> new KeyLogFiles.LogFile(file, 0, 0));
    }

    private void read(KeyLogFiles.LogFile file, boolean newest) throws IOException {
        long lines = 0;
        try (KeyLogReader reader = new KeyLogReader(file.path())) {
            for (KeyLogReader.Line line = reader.next(); line != null; line = reader.next()) {
                lines++;
                if (newest && (unfinished > 0 || !line.terminated() || LogTail.isTorn(file.path(), line))) {
                    unfinished += line.end() - line.start();
                } else if (line.isReadable()) {
                    take(file, line, lines == 1);
                } else {
                    add(file, current.map(c -> c.newest().number() + 1).orElse(0L), Kind.DAMAGED, "line " + lines);
                    before = Optional.empty();
                }
            }
        }
    }

    private void take(KeyLogFiles.LogFile file, KeyLogReader.Line line, boolean firstOfFile) {
        records++;
        if (line.text("operation").equals("start")) {
            begin(file, line);
        } else if (firstOfFile && (current.isEmpty() || isOther(file))) {
            beginWithin(file, line);
        } else {
            follow(file, line);
        }
        Chain chain = current.orElseThrow();
        Link link = new Link(line.number(), line.hash());
        before = Optional.of(link);
        current = Optional.of(new Chain(chain.id(), chain.first(), link));
        checkAnchored(file, link, chain.id());
    }

    private boolean isOther(KeyLogFiles.LogFile file) {
        return file.chain() != 0
                && current.filter(chain -> chain.id().ordinal() != file.chain()).isPresent();
    }

    private void begin(KeyLogFiles.LogFile file, KeyLogReader.Line line) {
        ChainId id = new ChainId(
                line.json().map(json -> json.path("chain").asLong(0)).orElse(0L), line.text("chainId"));
        Optional<Chain> previous = current;
        endChain();
        if (previous.isPresent() && id.ordinal() != previous.get().id().ordinal() + 1) {
            add(file, id.ordinal(), line.number(), Kind.MISSING, "chains before this one are gone");
        } else if (previous.isPresent()
                && before.filter(link -> !link.hash().equals(line.text("previous")))
                        .isPresent()) {
            add(file, id.ordinal(), line.number(), Kind.REPLACED, "the chain before ended otherwise, or was cut");
        }
        if (line.number() != 1) {
            add(file, id.ordinal(), line.number(), Kind.DAMAGED, "a chain begins with number 1");
        }
        current = Optional.of(new Chain(id, 1, new Link(line.number(), line.hash())));
    }

    /** What is first here was not first when it was written: what was before it was removed for its age, or otherwise. */
    private void beginWithin(KeyLogFiles.LogFile file, KeyLogReader.Line line) {
        if (current.isPresent()) {
            add(file, file.chain(), line.number(), Kind.MISSING, "the beginning of the chain is gone");
        } else {
            notes.add("begins within chain " + file.chain() + " at record " + line.number()
                    + "; what was before is not here");
        }
        endChain();
        current = Optional.of(
                new Chain(new ChainId(file.chain(), ""), line.number(), new Link(line.number(), line.hash())));
    }

    private void follow(KeyLogFiles.LogFile file, KeyLogReader.Line line) {
        Chain chain = current.orElseGet(() -> new Chain(new ChainId(file.chain(), ""), line.number(), new Link(0, "")));
        current = Optional.of(chain);
        long expected = chain.newest().number() + 1;
        if (line.number() > expected && before.isPresent()) {
            add(file, line.number(), Kind.MISSING, "records " + expected + " to " + (line.number() - 1) + " are gone");
        } else if (line.number() < expected) {
            add(file, line.number(), Kind.REPLACED, "the number does not follow");
        } else if (before.filter(link -> !link.hash().equals(line.text("previous")))
                .isPresent()) {
            add(file, line.number(), Kind.REPLACED, "the record before is not the one that this was written after");
        }
    }

    private void endChain() {
        current.ifPresent(chains::add);
        current = Optional.empty();
    }

    private void checkAnchored(KeyLogFiles.LogFile file, Link link, ChainId chain) {
        Optional<String> expected = Optional.ofNullable(
                anchors.getOrDefault(chain.ordinal(), Map.of()).get(link.number()));
        if (expected.filter(hash -> !hash.equals(link.hash())).isPresent()) {
            add(file, link.number(), Kind.NOT_AS_ANCHORED, "it was anchored with another hash");
        }
    }

    /** @param whole whether all that is kept was read */
    private void checkAnchors(boolean whole) {
        for (KeyUseLog.Head head : anchored) {
            long ordinal = head.chain().ordinal();
            Optional<Chain> found = chains.stream()
                    .filter(chain -> chain.id().ordinal() == ordinal)
                    .findFirst();
            long end = found.map(chain -> chain.newest().number()).orElse(0L);
            boolean older =
                    (!chains.isEmpty() && ordinal < chains.getFirst().id().ordinal())
                            || found.filter(chain -> head.link().number() < chain.first())
                                    .isPresent();
            if (older) {
                notes.add("the anchored record " + head.link().number() + " of chain " + ordinal
                        + " is older than what is here");
            } else if (found.isEmpty() && !whole) {
                notes.add("chain " + ordinal + ", which was anchored, is not in this file");
            } else if (end < head.link().number()) {
                breaks.add(new Break(
                        "",
                        ordinal,
                        head.link().number(),
                        Kind.TRUNCATED,
                        "record " + head.link().number() + " was anchored, the last one here is " + end));
            }
        }
    }

    private void add(KeyLogFiles.LogFile file, long number, Kind kind, String detail) {
        add(file, current.map(chain -> chain.id().ordinal()).orElse(file.chain()), number, kind, detail);
    }

    private void add(KeyLogFiles.LogFile file, long chain, long number, Kind kind, String detail) {
        if (breaks.size() < MOST_BREAKS) {
            breaks.add(new Break(String.valueOf(file.path().getFileName()), chain, number, kind, detail));
        }
    }
}
