package io.coffer.server.operation.object;

import io.coffer.model.SseAlgorithm;
import io.coffer.protocol.Crc64;
import io.coffer.protocol.EncryptionHeaders;
import io.coffer.protocol.Headers;
import io.coffer.protocol.HttpDates;
import io.coffer.protocol.ObjectType;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.StoredObject;
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
                .add("Content-MD5", contentMd5(object))
                .add("x-oss-hash-crc64ecma", Crc64.text(object.facts().crc64()))
                .build();
    }

    /** What GetObject and HeadObject answer, but for length and range. */
    static Headers full(StoredObject object) {
        return Headers.builder()
                .addAll(object.facts().content().headers())
                .addAll(brief(object))
                .add("Accept-Ranges", "bytes")
                .add("Content-MD5", contentMd5(object))
                .add("x-oss-object-type", ObjectType.NORMAL.wire())
                .add("x-oss-storage-class", object.record().storageClass().wire())
                .addAll(object.facts().userMetadata().headers())
                .addAll(encryption(object.record()))
                .build();
    }

    /** What GetObjectMeta answers: no encryption, no metadata. */
    static Headers brief(StoredObject object) {
        return Headers.builder()
                .add("ETag", object.facts().etag().quoted())
                .add("Last-Modified", HttpDates.format(object.record().modified()))
                .add("x-oss-hash-crc64ecma", Crc64.text(object.facts().crc64()))
                .build();
    }

    /** How the object is encrypted, by which key if it is a customer's. */
    static Headers encryption(ObjectRecord record) {
        return record.encryption()
                .map(envelope -> EncryptionHeaders.echo(
                        envelope.algorithm(),
                        envelope.algorithm() == SseAlgorithm.KMS
                                ? Optional.of(envelope.wrappedKey().keyId())
                                : Optional.empty(),
                        envelope.dataCipher()))
                .orElse(Headers.NONE);
    }

    private static String contentMd5(StoredObject object) {
        return Base64.getEncoder()
                .encodeToString(HexFormat.of().parseHex(object.facts().etag().value()));
    }
}
