package io.coffer.server.operation.object;

import io.coffer.model.SseAlgorithm;
import io.coffer.protocol.Crc64;
import io.coffer.protocol.EncryptionHeaders;
import io.coffer.protocol.Headers;
import io.coffer.protocol.HttpDates;
import io.coffer.protocol.ObjectType;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.StoredObject;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The headers in which answers tell of an object. */
final class ObjectAnswerHeaders {
    private ObjectAnswerHeaders() {}

    /** What a write answers of the content. */
    static Headers digests(StoredObject object) {
        return Headers.builder()
                .add("ETag", object.facts().etag().quoted())
                .addIfPresent("Content-MD5", contentMd5(object))
                .add("x-oss-hash-crc64ecma", Crc64.text(object.facts().crc64()))
                .build();
    }

    /** What GetObject and HeadObject answer, but for length and range. */
    static Headers full(ReadObject.Shown shown) {
        StoredObject object = shown.object();
        ObjectRecord record = object.record();
        StoredObject own = shown.link().orElse(object);
        Headers.Builder headers = Headers.builder()
                .addAll(object.facts().content().headers())
                .addAll(brief(shown))
                .add("Accept-Ranges", "bytes")
                .addIfPresent("Content-MD5", contentMd5(object))
                .add("x-oss-object-type", own.record().type().wire())
                .add("x-oss-storage-class", record.storageClass().wire())
                .addAll(own.facts().userMetadata().headers())
                .addAll(encryption(record));
        if (own.facts().tags().size() > 0) {
            headers.add(
                    "x-oss-tagging-count", Integer.toString(own.facts().tags().size()));
        }
        if (own.record().type() == ObjectType.APPENDABLE) {
            headers.add("x-oss-next-append-position", Long.toString(record.size()));
        }
        own.record().state().sealed().ifPresent(time -> headers.add("x-oss-sealed-time", HttpDates.format(time)));
        return headers.build();
    }

    /** What GetObjectMeta answers: no encryption, no metadata. */
    static Headers meta(ReadObject.Shown shown) {
        return Headers.builder()
                .addAll(brief(shown))
                .addAll(AgeHeaders.lastAccess(shown.bucket(), shown.object()))
                .build();
    }

    private static Headers brief(ReadObject.Shown shown) {
        StoredObject object = shown.object();
        return Headers.builder()
                .add("ETag", object.facts().etag().quoted())
                .add("Last-Modified", HttpDates.format(modified(shown)))
                .add("x-oss-hash-crc64ecma", Crc64.text(object.facts().crc64()))
                .addAll(VersionParameter.header(
                        shown.bucket(), shown.link().orElse(object).record()))
                .build();
    }

    /** Through a link, the later of its time and the target's. */
    static Instant modified(ReadObject.Shown shown) {
        Instant target = shown.object().record().modified();
        return shown.link()
                .map(link -> link.record().modified())
                .filter(target::isBefore)
                .orElse(target);
    }

    /** How the object is encrypted, by which key if it is a customer's. */
    static Headers encryption(ObjectRecord record) {
        return encryption(record.encryption());
    }

    static Headers encryption(Optional<ObjectEncryption> encryption) {
        return encryption
                .map(envelope -> EncryptionHeaders.echo(
                        envelope.algorithm(),
                        envelope.algorithm() == SseAlgorithm.KMS
                                ? Optional.of(envelope.wrappedKey().keyId())
                                : Optional.empty(),
                        envelope.dataCipher()))
                .orElse(Headers.NONE);
    }

    /** As {@link #encryption(Optional)}, and for what began the object also the context that it is bound to. */
    static Headers writtenAs(Optional<ObjectEncryption> encryption) {
        return Headers.builder()
                .addAll(encryption(encryption))
                .addAll(encryption
                        .map(envelope -> EncryptionHeaders.echo(envelope.context()))
                        .orElse(Headers.NONE))
                .build();
    }

    /** Only a body of one piece has an MD5 of the whole. */
    private static Optional<String> contentMd5(StoredObject object) {
        return object.record().type() == ObjectType.NORMAL
                        && object.facts().etag().isMd5()
                ? Optional.of(Base64.getEncoder()
                        .encodeToString(
                                HexFormat.of().parseHex(object.facts().etag().value())))
                : Optional.empty();
    }
}
