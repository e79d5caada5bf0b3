package io.coffer.storage.embedded;

import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What is done to a segment that no group is added to any more. For the keeper's thread only. */
final class SegmentCompaction {
    private static final long MOST_MOVED_BYTES = 1 << 20;

    private record Moved(Frame frame, Place from) {}

    private final SegmentFiles files;
    private final LogGroups groups;
    private final Committer committer;

    SegmentCompaction(SegmentFiles files, byte[] store, Committer committer) {
        this.files = files;
        this.groups = new LogGroups(files, store);
        this.committer = committer;
    }

    /** Gives all live bodies another place, at the end of the log. What is damaged stays, and with it the segment. */
    void moveOut(long segment) throws IOException {
        List<Moved> waiting = new ArrayList<>();
        long[] bytes = {0};
        groups.each(segment, (start, header) -> {
            long first = start + GroupHeader.LENGTH;
            ByteBuffer frames = ByteBuffer.wrap(
                    files.read(segment, first, header.framesLength()).orElse(new byte[0]));
            int at = 0;
            Optional<Frame> frame = Frame.decode(frames);
            while (frame.isPresent()) {
                Frame found = frame.get();
                if (BodyBlocks.intact(found.blob(), 0, found.body(), found.size())) {
                    waiting.add(new Moved(found, new Place(segment, first + at + found.bodyOffset())));
                    bytes[0] += found.length();
                }
                if (bytes[0] > MOST_MOVED_BYTES) {
                    move(waiting);
                    bytes[0] = 0;
                }
                at = frames.position();
                frame = Frame.decode(frames);
            }
        });
        move(waiting);
    }

    private void move(List<Moved> waiting) {
        List<Moved> chunk = List.copyOf(waiting);
        waiting.clear();
        if (!chunk.isEmpty()) {
            committer.submit(group -> {
                chunk.forEach(body -> group.move(body.frame(), body.from()));
                return true;
            });
        }
    }

    /**
     * Overwrites the batches, which hold records. The index must have them in its tables.
     *
     * <p>Bodies and headers stay as they are. That it begins is noted before, so that batches half overwritten are known
     * from damaged ones, in snapshots too.
     *
     * @param isHeld whether a snapshot is open, which may be of the time before that was noted
     */
    void scrub(long segment, BooleanSupplier isHeld) throws IOException {
        note(segment, Batches.BEING_OVERWRITTEN);
        if (isHeld.getAsBoolean()) {
            throw new StorageException(Kind.UNAVAILABLE, "a snapshot of the store is open");
        }
        try (Disk.DiskFile file = files.openForWriting(segment)) {
            long end = groups.each(segment, (start, header) -> {
                long batch = start + GroupHeader.LENGTH + header.framesLength();
                file.writeAll(ByteBuffer.allocate(header.batchLength()), batch);
            });
            file.force();
            if (!groups.isEmpty(segment, end, files.length(segment))) {
                throw Failures.corrupt("segment " + segment + " of the log is damaged at " + end);
            }
        }
        note(segment, Batches.OVERWRITTEN);
    }

    private void note(long segment, Batches state) {
        committer.submit(group -> {
            group.noteBatches(segment, state);
            return true;
        });
    }
}
