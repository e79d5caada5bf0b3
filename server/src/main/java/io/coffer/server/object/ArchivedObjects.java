package io.coffer.server.object;

import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Restoration;
import io.coffer.model.StorageClass;
import io.coffer.model.VersionId;
import io.coffer.model.setting.ArchiveDirectRead;
import io.coffer.protocol.HttpDates;
import io.coffer.protocol.ObjectType;
import io.coffer.protocol.xml.RestoreRequestXml;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.metadata.ObjectState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Objects of the archive classes: they are read only while a restored copy of them exists. */
public final class ArchivedObjects {
    private final ObjectStore objects;
    private final Duration taking;
    private final Clock clock;

    /** @param taking how long a restoration takes */
    public ArchivedObjects(ObjectStore objects, Duration taking, Clock clock) {
        this.objects = objects;
        this.taking = taking;
        this.clock = clock;
    }

    /** @param prolonged whether the object could be read already and stays so for longer */
    public record Restored(ObjectRecord record, boolean prolonged) {}

    static boolean isArchived(StorageClass storageClass) {
        return switch (storageClass) {
            case STANDARD, IA -> false;
            case ARCHIVE, COLD_ARCHIVE, DEEP_COLD_ARCHIVE -> true;
        };
    }

    /** @throws OssException {@link OssError#INVALID_OBJECT_STATE} when its data cannot be read now */
    static void requireReadable(BucketSnapshot bucket, ObjectKey key, ObjectRecord record, Instant now) {
        boolean readable = !isArchived(record.storageClass())
                || (record.storageClass() == StorageClass.ARCHIVE && isReadDirectly(bucket))
                // a link has no data that could be archived
                || record.type() == ObjectType.SYMLINK
                || record.restoration()
                        .filter(copy -> copy.at(now) == Restoration.State.READABLE)
                        .isPresent();
        if (!readable) {
            throw OssError.INVALID_OBJECT_STATE.with("ObjectName", key.value());
        }
    }

    private static boolean isReadDirectly(BucketSnapshot bucket) {
        return bucket.setting(BucketSettings.ARCHIVE_DIRECT_READ)
                .filter(ArchiveDirectRead::enabled)
                .isPresent();
    }

    /** How answers tell of a restored copy; empty when there is none. */
    public static Optional<String> info(ObjectRecord record, Instant now) {
        return record.restoration()
                .filter(copy -> isArchived(record.storageClass()))
                .flatMap(copy -> switch (copy.at(now)) {
                    case ONGOING -> Optional.of("ongoing-request=\"true\"");
                    case READABLE ->
                        Optional.of(
                                "ongoing-request=\"false\", expiry-date=\"" + HttpDates.format(copy.expires()) + "\"");
                    case EXPIRED -> Optional.empty();
                });
    }

    /** When a lifecycle rule brought it to one of the two coldest classes, of which OSS tells it. */
    public static Optional<Instant> cooled(ObjectRecord record) {
        return record.state()
                .transitioned()
                .filter(time -> record.storageClass().compareTo(StorageClass.COLD_ARCHIVE) >= 0);
    }

    /** @throws OssException when the object is not archived, the request does not fit its class, or one is under way */
    public Restored restore(
            BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version, RestoreRequestXml.Wanted wanted) {
        AtomicBoolean prolonged = new AtomicBoolean();
        ObjectRecord record = objects.change(bucket, key, version, state -> {
            RestoreRequest request = RestoreRequest.of(state.storageClass(), wanted);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            prolonged.set(at(state, now).equals(Optional.of(Restoration.State.READABLE)));
            return state.withRestoration(Optional.of(next(state, request, now)));
        });
        return new Restored(record, prolonged.get());
    }

    private static Optional<Restoration.State> at(ObjectState state, Instant now) {
        return state.restoration().map(copy -> copy.at(now));
    }

    private Restoration next(ObjectState state, RestoreRequest request, Instant now) {
        Restoration begun = Restoration.begun(now, taking, request.days(), request.tier());
        return state.restoration()
                .map(copy -> switch (copy.at(now)) {
                    case EXPIRED -> begun;
                    case READABLE -> copy.prolonged(now, request.days());
                    case ONGOING -> {
                        request.requireMoreUrgentThan(copy);
                        yield copy.hurried(request.days(), request.tier());
                    }
                })
                .orElse(begun);
    }

    /**
     * Gives up a restored copy before its time.
     *
     * @throws OssException when there is none, or not yet
     */
    public ObjectRecord clean(BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version) {
        return objects.change(bucket, key, version, state -> {
            if (!isArchived(state.storageClass())) {
                throw OssError.RESTORE_NOT_SUPPORTED.exception();
            }
            Restoration.State found =
                    at(state, clock.instant()).orElseThrow(OssError.ARCHIVE_RESTORE_FILE_STALE::exception);
            return switch (found) {
                case ONGOING -> throw OssError.ARCHIVE_RESTORE_NOT_FINISHED.exception();
                case EXPIRED -> throw OssError.ARCHIVE_RESTORE_FILE_STALE.exception();
                case READABLE -> state.withRestoration(Optional.empty());
            };
        });
    }
}
