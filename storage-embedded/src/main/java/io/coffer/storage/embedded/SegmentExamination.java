package io.coffer.storage.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Checks every byte of the segments that the index knows, whether anything needs it or not: headers and their chain,
 * frames and batches, and the zeros between and behind groups. To be run while nobody deletes or overwrites segments;
 * groups may be added meanwhile, and are not looked at.
 */
final class SegmentExamination {
    private final SegmentFiles files;
    private final LogGroups groups;
    private final LogPosition last;
    /** of the segment before; empty when its end could not be found */
    private Optional<GroupEnd> before = Optional.empty();

    /** @param last the group up to which is looked */
    SegmentExamination(SegmentFiles files, byte[] store, LogPosition last) {
        this.files = files;
        this.groups = new LogGroups(files, store);
        this.last = last;
    }

    /** @return a sentence for each segment that is damaged */
    List<String> run(SortedMap<Long, SegmentUsage> segments) throws IOException {
        List<String> damaged = new ArrayList<>();
        List<Long> present = files.numbers();
        for (var segment : segments.headMap(last.segment() + 1).entrySet()) {
            long number = segment.getKey();
            if (present.contains(number)) {
                Damage damage = new Damage();
                before = examine(number, segment.getValue().batches(), damage);
                damage.sentence(number).ifPresent(damaged::add);
            } else if (segment.getValue().live() > 0 || number == last.segment()) {
                damaged.add("segment " + number + " of the log is missing");
            }
        }
        return damaged;
    }

    /** @return the end of its last group, unless it is not known */
    private Optional<GroupEnd> examine(long segment, Batches batches, Damage damage) throws IOException {
        long length = files.length(segment);
        Optional<GroupEnd> previous = before;
        Optional<GroupEnd> end = Optional.empty();
        long start = 0;
        Optional<GroupHeader> header = groups.header(segment, start);
        while (header.isPresent()) {
            GroupHeader group = header.get();
            if (!continues(group, previous)) {
                damage.add(start, "a group does not continue the one before");
            }
            examine(segment, start, group, batches, damage);
            end = Optional.of(group.end(segment, start));
            previous = end;
            start = end.get().end();
            header = isLast(segment, group) ? Optional.empty() : groups.header(segment, start);
        }
        boolean ended = end.isPresent()
                && (segment == last.segment()
                        ? end.get().sequence() == last.sequence()
                        : groups.isEmpty(segment, start, length));
        if (!ended) {
            damage.add(start, "there is no whole group");
        }
        return ended ? end : Optional.empty();
    }

    private boolean isLast(long segment, GroupHeader group) {
        return segment == last.segment() && group.sequence() >= last.sequence();
    }

    /** Only its own segment, and the one before unless that was deleted, can be compared with. */
    private static boolean continues(GroupHeader group, Optional<GroupEnd> previous) {
        return previous.isEmpty()
                || group.previous().segment() > previous.get().segment()
                || group.previous().equals(previous.get());
    }

    private void examine(long segment, long start, GroupHeader header, Batches batches, Damage damage)
            throws IOException {
        long first = start + GroupHeader.LENGTH;
        long behind = first + header.payloadLength();
        if (header.end(segment, start).end() > files.length(segment)) {
            damage.add(start, "a group is cut short");
            return;
        }
        boolean whole = switch (batches) {
            case KEPT -> groups.payload(segment, start, header).isPresent();
            case OVERWRITTEN ->
                framesAreWhole(segment, first, header)
                        && groups.isEmpty(segment, first + header.framesLength(), behind);
            case BEING_OVERWRITTEN -> framesAreWhole(segment, first, header);
        };
        if (!whole) {
            damage.add(start, "the content of a group is not what was written");
        }
        if (!groups.isEmpty(segment, behind, header.end(segment, start).end())) {
            damage.add(behind, "there is something behind a group");
        }
    }

    private boolean framesAreWhole(long segment, long first, GroupHeader header) throws IOException {
        ByteBuffer frames = ByteBuffer.wrap(
                files.read(segment, first, header.framesLength()).orElse(new byte[0]));
        boolean whole = frames.remaining() == header.framesLength();
        while (whole && frames.hasRemaining()) {
            whole = Frame.decode(frames)
                    .filter(frame -> BodyBlocks.intact(frame.blob(), 0, frame.body(), frame.size()))
                    .isPresent();
        }
        return whole;
    }

    /** Of one segment: the first place, and how many there are. */
    private static final class Damage {
        private String first = "";
        private int places;

        void add(long position, String what) {
            if (places == 0) {
                first = "at " + position + ": " + what;
            }
            places++;
        }

        Optional<String> sentence(long segment) {
            String more = places > 1 ? ", and in " + (places - 1) + " more places" : "";
            return places == 0
                    ? Optional.empty()
                    : Optional.of("segment " + segment + " of the log is damaged " + first + more);
        }
    }
}
