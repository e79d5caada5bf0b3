package io.coffer.server.metadata;

import io.coffer.model.ObjectAcl;
import io.coffer.model.Restoration;
import io.coffer.model.Retention;
import io.coffer.model.RetentionMode;
import io.coffer.model.StorageClass;
import java.time.Instant;
import java.util.Optional;

/**
 * What can change of a version after it was written, and says nothing of its content.
 *
 * @param restoration of an archived object
 * @param lastAccess when it was last read, while the bucket watches that
 * @param sealed when an appendable object was closed for further appends
 * @param transitioned when a lifecycle rule last moved it to another class
 */
public record ObjectState(
        StorageClass storageClass,
        ObjectAcl acl,
        Optional<Restoration> restoration,
        Optional<Retention> retention,
        boolean legalHold,
        Optional<Instant> lastAccess,
        Optional<Instant> sealed,
        Optional<Instant> transitioned) {

    public static ObjectState of(StorageClass storageClass, ObjectAcl acl) {
        return new ObjectState(
                storageClass,
                acl,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public ObjectState withStorageClass(StorageClass other) {
        return new ObjectState(other, acl, restoration, retention, legalHold, lastAccess, sealed, transitioned);
    }

    public ObjectState withAcl(ObjectAcl other) {
        return new ObjectState(
                storageClass, other, restoration, retention, legalHold, lastAccess, sealed, transitioned);
    }

    public ObjectState withRestoration(Optional<Restoration> other) {
        return new ObjectState(storageClass, acl, other, retention, legalHold, lastAccess, sealed, transitioned);
    }

    public ObjectState withRetention(Optional<Retention> other) {
        return new ObjectState(storageClass, acl, restoration, other, legalHold, lastAccess, sealed, transitioned);
    }

    public ObjectState withLegalHold(boolean other) {
        return new ObjectState(storageClass, acl, restoration, retention, other, lastAccess, sealed, transitioned);
    }

    public ObjectState withLastAccess(Instant time) {
        return new ObjectState(
                storageClass, acl, restoration, retention, legalHold, Optional.of(time), sealed, transitioned);
    }

    public ObjectState withSealed(Instant time) {
        return new ObjectState(
                storageClass, acl, restoration, retention, legalHold, lastAccess, Optional.of(time), transitioned);
    }

    public ObjectState withTransitioned(Instant time) {
        return new ObjectState(
                storageClass, acl, restoration, retention, legalHold, lastAccess, sealed, Optional.of(time));
    }

    void write(RecordWriter out) {
        out.text(storageClass.wire()).text(acl.wire()).octet(restoration.isPresent() ? 1 : 0);
        restoration.ifPresent(copy -> out.time(copy.requested())
                .time(copy.ready())
                .time(copy.expires())
                .text(copy.tier()));
        out.octet(retention.isPresent() ? 1 : 0);
        retention.ifPresent(kept -> out.text(kept.mode().name()).time(kept.until()));
        out.octet(legalHold ? 1 : 0).time(lastAccess).time(sealed).time(transitioned);
    }

    static ObjectState read(RecordReader in) {
        return new ObjectState(
                StorageClass.fromWire(in.text()).orElseThrow(IllegalArgumentException::new),
                ObjectAcl.fromWire(in.text()).orElseThrow(IllegalArgumentException::new),
                in.optional(() -> new Restoration(in.time(), in.time(), in.time(), in.optionalText())),
                in.optional(() -> new Retention(RetentionMode.valueOf(in.text()), in.time())),
                in.octet() == 1,
                in.optional(in::time),
                in.optional(in::time),
                in.optional(in::time));
    }
}
