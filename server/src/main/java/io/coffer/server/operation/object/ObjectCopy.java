package io.coffer.server.operation.object;

import io.coffer.model.OssError;
import io.coffer.model.Tags;
import io.coffer.protocol.ContentHeaders;
import io.coffer.protocol.Crc64;
import io.coffer.protocol.EncryptionHeaders;
import io.coffer.protocol.Headers;
import io.coffer.protocol.HttpDates;
import io.coffer.protocol.Method;
import io.coffer.protocol.ObjectHeaders;
import io.coffer.protocol.ObjectType;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.Preconditions;
import io.coffer.protocol.UserMetadata;
import io.coffer.protocol.xml.CopyObjectXml;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.AccessRecorder;
import io.coffer.server.object.EncryptionPlan;
import io.coffer.server.object.IncomingBody;
import io.coffer.server.object.NewObject;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OpenObject;
import io.coffer.server.object.StoredObject;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Rights;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** CopyObject: reads the source under its key and writes a new body under a key of its own. */
public final class ObjectCopy implements OperationFamily {
    private static final String METADATA_DIRECTIVE = "x-oss-metadata-directive";
    private static final String TAGGING_DIRECTIVE = "x-oss-tagging-directive";

    private final ObjectStore objects;
    private final NewObjects newObjects;

    private final AccessRecorder accesses;

    public ObjectCopy(ObjectStore objects, NewObjects newObjects, AccessRecorder accesses) {
        this.objects = objects;
        this.accesses = accesses;
        this.newObjects = newObjects;
    }

    private record Output(BucketSnapshot bucket, CopySource source, StoredObject from, StoredObject stored) {}

    private record Input(Call call, CopySource source, boolean replaceMetadata, boolean replaceTags) {}

    @Override
    public List<Operation> operations() {
        return List.of(Operation.named("CopyObject")
                .on(Method.PUT, Level.OBJECT)
                .withHeader(CopySource.HEADER)
                .requires("oss:PutObject", AccessKind.WRITE)
                .decode(ObjectCopy::decode)
                .handle(this::copy)
                .encode(ObjectCopy::encode));
    }

    private static Input decode(Call call) {
        OssRequest request = call.request();
        boolean replace = isReplace(request.headers(), METADATA_DIRECTIVE, "COPY");
        boolean replaceTags = isReplace(request.headers(), TAGGING_DIRECTIVE, "COPY");
        CopySource source = CopySource.of(call);
        boolean onItself = source.key().equals(call.objectKey())
                && source.bucket()
                        .record()
                        .id()
                        .equals(call.existingBucket().record().id());
        return new Input(call, source, replace || (onItself && source.version().isEmpty()), replaceTags);
    }

    private static boolean isReplace(Headers headers, String name, String keep) {
        String directive = headers.first(name).orElse(keep).toUpperCase(Locale.ROOT);
        return switch (directive) {
            case "REPLACE" -> true;
            case "COPY" -> false;
            default -> throw OssError.invalidArgument(name, directive, "The directive is neither COPY nor REPLACE.");
        };
    }

    private Output copy(Input input) {
        Call call = input.call();
        CopySource source = input.source();
        Headers requestHeaders = call.request().headers();
        try (OpenObject open = objects.open(
                source.bucket(),
                source.key(),
                source.version(),
                record -> ReadObject.requireKey(call, source.bucket(), record))) {
            ObjectFacts facts = open.object().facts();
            ObjectRecord record = open.object().record();
            Preconditions.ofCopySource(requestHeaders).check(facts.etag(), record.modified());
            accesses.copied(source.bucket(), open.object());
            ObjectHeaders headers = ObjectHeaders.parse(requestHeaders);
            ContentHeaders content = input.replaceMetadata() ? headers.content() : facts.content();
            UserMetadata metadata = input.replaceMetadata() ? headers.userMetadata() : facts.userMetadata();
            Tags tags = tags(input, facts);
            if (record.type() == ObjectType.SYMLINK) {
                // a link has no body to encrypt, whatever was asked for
                call.rights().requireStoredAs(Optional.empty(), call.existingBucket(), call.objectKey());
                NewObject link = newObjects.of(call, headers, content, metadata, tags, EncryptionPlan.NONE);
                return new Output(
                        call.existingBucket(),
                        source,
                        open.object(),
                        objects.putSymlink(
                                call.existingBucket(),
                                call.objectKey(),
                                link,
                                facts.symlinkTarget().orElseThrow()));
            }
            NewObject object = newObjects
                    .of(
                            call,
                            headers,
                            content,
                            metadata,
                            tags,
                            newObjects.plan(call, EncryptionHeaders.parse(requestHeaders)))
                    .withETag(facts.etag());
            return new Output(call.existingBucket(), source, open.object(), put(call, open, record.size(), object));
        }
    }

    private Tags tags(Input input, ObjectFacts facts) {
        if (input.replaceTags()) {
            return newObjects.tags(input.call());
        }
        if (facts.tags().size() > 0) {
            Rights rights = input.call().rights();
            CopySource source = input.source();
            rights.requireOnObject(
                    source.version().isPresent() ? "oss:GetObjectVersionTagging" : "oss:GetObjectTagging",
                    AccessKind.ADMINISTRATIVE,
                    source.bucket(),
                    source.key(),
                    source.version());
            // where the tags come from makes no difference to who may put them here
            newObjects.requireTaggable(input.call());
        }
        return facts.tags();
    }

    private StoredObject put(Call call, OpenObject open, long size, NewObject object) {
        newObjects.admit(call, size);
        try (InputStream plaintext = open.body().range(0, size)) {
            return objects.put(
                    call.existingBucket(),
                    call.objectKey(),
                    object,
                    new IncomingBody(plaintext, OptionalLong.of(size), Optional.empty()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static OssResponse encode(Output output) {
        StoredObject stored = output.stored();
        return OssResponse.xml(
                CopyObjectXml.write(stored.facts().etag(), stored.record().modified()),
                Headers.builder()
                        // one SDK reads these two from the headers and not from the document
                        .add("ETag", stored.facts().etag().quoted())
                        .add("Last-Modified", HttpDates.format(stored.record().modified()))
                        .add("x-oss-hash-crc64ecma", Crc64.text(stored.facts().crc64()))
                        .addAll(ObjectAnswerHeaders.writtenAs(stored.record().encryption()))
                        .addAll(VersionParameter.header(output.bucket(), stored.record()))
                        .addAll(AgeHeaders.expiration(output.bucket(), stored))
                        .addAll(output.source().versionHeader(output.from()))
                        .build());
    }
}
