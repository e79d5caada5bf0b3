package io.coffer.server.operation.bucket;

import io.coffer.model.OssError;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.metadata.SettingType;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.Subresource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The operations Put, Get and Delete of a bucket's setting that is one document under one subresource. Families whose
 * operations are more than that declare theirs by hand.
 */
final class SettingFamily<T> {
    private final String name;
    private final Subresource subresource;
    private final SettingType<T> type;
    private final Buckets buckets;
    private final List<Operation> operations = new ArrayList<>();

    /** @param name what follows Put, Get and Delete in the operations' names and actions, such as {@code BucketCors} */
    SettingFamily(String name, Subresource subresource, SettingType<T> type, Buckets buckets) {
        this.name = name;
        this.subresource = subresource;
        this.type = type;
        this.buckets = buckets;
    }

    /** @param read makes the setting from the document, or refuses it */
    SettingFamily<T> put(int maxDocument, BiFunction<Call, byte[], T> read) {
        return put(maxDocument, Operation.State.STORED_AND_HONOURED, read);
    }

    SettingFamily<T> put(int maxDocument, Operation.State state, BiFunction<Call, byte[], T> read) {
        record Change<T>(BucketSnapshot bucket, T value) {}
        operations.add(Operation.named("Put" + name)
                .on(Method.PUT, Level.BUCKET)
                .subresource(subresource)
                .document(maxDocument)
                .state(state)
                .requires("oss:Put" + name)
                .decode(call -> new Change<>(call.existingBucket(), read.apply(call, Documents.body(call.request()))))
                .handle(change -> buckets.change(change.bucket(), record -> record.with(type, change.value())))
                .encode(bucket -> OssResponse.empty(200)));
        return this;
    }

    /** GET that refuses while nothing is set. */
    SettingFamily<T> get(OssError unset, Function<T, byte[]> write) {
        return get(
                write,
                bucket -> bucket.setting(type)
                        .orElseThrow(
                                () -> unset.with("BucketName", bucket.name().value())));
    }

    /** GET that answers a default while nothing is set. */
    SettingFamily<T> get(T unset, Function<T, byte[]> write) {
        return get(write, bucket -> bucket.setting(type).orElse(unset));
    }

    private SettingFamily<T> get(Function<T, byte[]> write, Function<BucketSnapshot, T> find) {
        operations.add(Operation.named("Get" + name)
                .on(Method.GET, Level.BUCKET)
                .subresource(subresource)
                .requires("oss:Get" + name)
                .decode(Call::existingBucket)
                .handle(find)
                .encode(value -> OssResponse.xml(write.apply(value))));
        return this;
    }

    /** DELETE, which succeeds whether something was set or not. */
    SettingFamily<T> delete() {
        operations.add(Operation.named("Delete" + name)
                .on(Method.DELETE, Level.BUCKET)
                .subresource(subresource)
                .requires("oss:Delete" + name)
                .decode(Call::existingBucket)
                .handle(bucket -> buckets.change(bucket, record -> record.without(type)))
                .encode(bucket -> OssResponse.empty(204)));
        return this;
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }
}
