package io.coffer.server.object;

import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Space;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Inspects everything that a bucket holds. */
public final class BucketInspection {
    private static final int PAGE = 100;

    private final ObjectStore store;
    private final OrphanSweep orphans;
    private final InspectionSink sink;

    public BucketInspection(ObjectStore store, OrphanSweep orphans, InspectionSink sink) {
        this.store = store;
        this.orphans = orphans;
        this.sink = sink;
    }

    /**
     * Goes through the bucket in this thread and has each entry inspected by the executor.
     *
     * @param seen every entry as it lies there
     */
    public void inspect(BucketSnapshot bucket, Executor executor, Consumer<Entry> seen) {
        Inspected whole = new Inspected(bucket, "", "", sink);
        whole.step(Finding.Check.RECORD, () -> store.space(bucket)).ifPresent(space -> {
            walk(bucket, space, executor, seen);
            whole.step(Finding.Check.EXTENT, () -> orphans(bucket));
        });
    }

    private void walk(BucketSnapshot bucket, Space space, Executor executor, Consumer<Entry> seen) {
        VersionInspection versions = new VersionInspection(store, sink);
        UploadInspection uploads = new UploadInspection(store, sink);
        Name after = Name.EMPTY;
        Page page;
        do {
            page = space.scan(Name.EMPTY, after, PAGE);
            for (Entry entry : page.entries()) {
                after = entry.name();
                executor.execute(() -> {
                    seen.accept(entry);
                    inspect(bucket, entry, versions, uploads);
                });
            }
        } while (page.more());
    }

    private void inspect(BucketSnapshot bucket, Entry entry, VersionInspection versions, UploadInspection uploads) {
        Optional<ObjectNames.Kind> kind = ObjectNames.kind(entry.name());
        if (kind.isEmpty()) {
            new Inspected(bucket, entry.name().toString(), "", sink)
                    .found(Finding.Check.RECORD, "nothing of this name belongs here");
            return;
        }
        switch (kind.get()) {
            case OBJECT -> versions.inspect(bucket, entry);
            case UPLOAD -> uploads.inspect(bucket, entry);
            case EXTENT -> inspectExtent(bucket, entry);
        }
    }

    /** Its seal alone: its bytes are inspected with what refers to it. */
    private void inspectExtent(BucketSnapshot bucket, Entry entry) {
        new Inspected(bucket, entry.name().toString(), "", sink)
                .step(Finding.Check.RECORD, () -> store.records().openExtent(bucket, entry))
                .ifPresent(record -> sink.inspected(InspectionSink.Kind.EXTENT, record.header().length > 0));
    }

    private boolean orphans(BucketSnapshot bucket) {
        orphans.eachUnreferenced(bucket, entry -> sink.inspected(InspectionSink.Kind.ORPHAN, false));
        return true;
    }
}
