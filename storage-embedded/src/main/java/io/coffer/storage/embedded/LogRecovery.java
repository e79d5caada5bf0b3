package io.coffer.storage.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the index up to the log at opening. Only what the index had not yet written to its tables is read, which never
 * is more than a few segments.
 */
final class LogRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(LogRecovery.class);

    private record Group(long segment, long start, GroupHeader header, ByteBuffer payload) {
        GroupEnd end() {
            return header.end(segment, start);
        }
    }

    private final SegmentFiles files;
    private final LogGroups groups;
    private final Index index;

    LogRecovery(SegmentFiles files, byte[] store, Index index) {
        this.files = files;
        this.groups = new LogGroups(files, store);
        this.index = index;
    }

    /**
     * Replays the log.
     *
     * @return the end of its last group
     */
    GroupEnd run() throws IOException {
        GroupEnd end = indexed();
        long before = end.sequence();
        Optional<Group> last = Optional.empty();
        Optional<Group> found = following(end);
        while (found.isPresent()) {
            // a group was only begun when the one before was durable
            last.ifPresent(this::apply);
            last = found;
            end = found.get().end();
            found = following(end);
        }
        refuseLaterGroups(end);
        if (last.isPresent()) {
            makeDurable(last.get());
            apply(last.get());
            LOG.info("replayed {} groups of the log", end.sequence() - before);
        }
        removeRemains(end);
        return end;
    }

    private GroupEnd indexed() throws IOException {
        LogPosition position = index.logPosition();
        if (position.sequence() == 0) {
            return GroupEnd.START;
        }
        GroupHeader header = groups.header(position.segment(), position.start())
                .filter(found -> found.sequence() == position.sequence())
                .orElseThrow(() -> Failures.corrupt("the index continues group " + position.sequence()
                        + ", which is missing in segment " + position.segment()));
        return header.end(position.segment(), position.start());
    }

    private Optional<Group> following(GroupEnd end) throws IOException {
        Optional<Group> next = group(end.segment(), end.end(), end);
        for (long segment : files.numbers()) {
            if (next.isEmpty() && segment > end.segment()) {
                next = group(segment, 0, end);
            }
        }
        return next;
    }

    private Optional<Group> group(long segment, long start, GroupEnd previous) throws IOException {
        Optional<GroupHeader> header = groups.header(segment, start)
                .filter(found -> found.sequence() == previous.sequence() + 1
                        && found.previous().equals(previous));
        if (header.isEmpty()) {
            return Optional.empty();
        }
        return groups.payload(segment, start, header.get())
                .map(payload -> new Group(segment, start, header.get(), payload));
    }

    /** The group behind the end may be torn; one that comes after that was only begun when it was not. */
    private void refuseLaterGroups(GroupEnd end) throws IOException {
        for (long segment : files.numbers()) {
            long from = segment == end.segment() ? end.end() : 0;
            if (segment >= end.segment() && groups.lastSequence(segment, from) > end.sequence() + 1) {
                throw Failures.corrupt("the log is damaged behind group " + end.sequence() + ", in segment "
                        + end.segment() + " at " + end.end() + ": later groups follow in segment " + segment);
            }
        }
    }

    /**
     * The last group may have been read from the page cache alone, after a failed fsync: it is written once more to the
     * same place.
     */
    private void makeDurable(Group last) throws IOException {
        try (Disk.DiskFile file = files.openForWriting(last.segment())) {
            file.writeAll(last.payload().duplicate(), last.start() + GroupHeader.LENGTH);
            file.writeAll(ByteBuffer.wrap(last.header().encode()), last.start());
            file.force();
        }
    }

    private void apply(Group group) {
        byte[] batch = new byte[group.header().batchLength()];
        group.payload().get(group.header().framesLength(), batch);
        try (WriteBatch changes = new WriteBatch(batch)) {
            index.write(changes);
        } catch (RocksDBException e) {
            throw Failures.of("cannot replay group " + group.header().sequence() + " of the log", e);
        }
    }

    /** Segments prepared in vain, those whose deletion was lost, and what a torn group left. */
    private void removeRemains(GroupEnd end) throws IOException {
        Set<Long> known = index.segments().keySet();
        for (long segment : files.numbers()) {
            if (!known.contains(segment)) {
                files.delete(segment);
            } else if (segment == end.segment() && files.length(segment) > end.end()) {
                try (Disk.DiskFile file = files.openForWriting(segment)) {
                    file.truncate(end.end());
                    file.force();
                }
            }
        }
        files.forceDeletions();
    }
}
