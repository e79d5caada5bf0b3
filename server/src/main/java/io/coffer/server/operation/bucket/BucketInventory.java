package io.coffer.server.operation.bucket;

import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.Inventory;
import io.coffer.model.setting.InventoryDestination;
import io.coffer.model.setting.InventoryEncryption;
import io.coffer.protocol.ContinuationToken;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.InventoryXml;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Inventories;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** PutBucketInventory, GetBucketInventory, ListBucketInventory and DeleteBucketInventory. */
public final class BucketInventory implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;
    private static final int PAGE = 100;
    private static final String ID = "inventoryId";
    private static final Pattern ID_FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Inventories inventories;

    public BucketInventory(Inventories inventories) {
        this.inventories = inventories;
    }

    private record Change(BucketSnapshot bucket, Inventory inventory) {}

    private record Wanted(BucketSnapshot bucket, Optional<String> id, Optional<String> after) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutBucketInventory")
                        .on(Method.PUT, Level.BUCKET)
                        .subresource(Subresource.INVENTORY)
                        .document(MAX_DOCUMENT)
                        .state(Operation.State.STORED_AND_HONOURED)
                        .requires("oss:PutBucketInventory")
                        .decode(BucketInventory::decode)
                        .handle(this::add)
                        .encode(bucket -> OssResponse.empty(200)),
                Operation.named("GetBucketInventory")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.INVENTORY)
                        .withParameter(ID)
                        .requires("oss:GetBucketInventory")
                        .decode(BucketInventory::wanted)
                        .handle(this::get)
                        .encode(inventory -> OssResponse.xml(InventoryXml.write(inventory))),
                Operation.named("ListBucketInventory")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.INVENTORY)
                        .requires("oss:GetBucketInventory")
                        .decode(BucketInventory::wanted)
                        .handle(this::page)
                        .encode(OssResponse::xml),
                Operation.named("DeleteBucketInventory")
                        .on(Method.DELETE, Level.BUCKET)
                        .subresource(Subresource.INVENTORY)
                        .requires("oss:DeleteBucketInventory")
                        .decode(BucketInventory::wanted)
                        .handle(this::delete)
                        .encode(bucket -> OssResponse.empty(204)));
    }

    private static Change decode(Call call) {
        BucketSnapshot bucket = call.existingBucket();
        String id = id(call.request()).orElseThrow(() -> invalidId(""));
        Inventory inventory = InventoryXml.parse(Documents.body(call.request()));
        if (!ID_FORM.matcher(id).matches()) {
            throw invalidId(id);
        }
        if (!inventory.id().equals(id)) {
            throw OssError.invalidArgument("Id", inventory.id(), "The Id differs from the parameter inventoryId.");
        }
        checkDestination(call, bucket, inventory);
        return new Change(bucket, inventory);
    }

    /** Who may send lists into a bucket could have written them there. */
    private static void checkDestination(Call call, BucketSnapshot bucket, Inventory inventory) {
        InventoryDestination destination = inventory.destination();
        if (!destination.account().equals(bucket.record().owner())) {
            throw OssError.invalidArgument(
                    "AccountId", destination.account(), "The account must be the owner of the bucket.");
        }
        BucketSnapshot target = call.rights().existingBucket(destination.bucket());
        if (!target.owner().equals(bucket.owner())) {
            throw OssError.INVENTORY_DESTINATION_DENIED.with("BucketName", destination.bucket());
        }
        call.rights().requireOnObject("oss:PutObject", AccessKind.WRITE, target, example(bucket, inventory));
        destination
                .encryption()
                .flatMap(InventoryEncryption::keyId)
                .ifPresent(id -> call.rights().requireOnKey("kms:GenerateDataKey", target, id));
    }

    /** A name as long as those of the lists. */
    private static ObjectKey example(BucketSnapshot bucket, Inventory inventory) {
        String prefix = inventory.destination().prefix();
        try {
            return new ObjectKey((prefix.isEmpty() ? "" : prefix + "/") + bucket.name() + "/" + inventory.id()
                    + "/data/00000000-0000-0000-0000-000000000000-1000.csv.gz");
        } catch (OssException unusable) {
            throw OssError.invalidArgument("Prefix", prefix, "The prefix of the destination is not valid.");
        }
    }

    private static OssException invalidId(String id) {
        return OssError.invalidArgument(ID, id, "The inventory id is not valid.");
    }

    private static Optional<String> id(OssRequest request) {
        return request.query().first(ID);
    }

    private static Wanted wanted(Call call) {
        return new Wanted(
                call.existingBucket(),
                id(call.request()),
                call.request()
                        .query()
                        .first("continuation-token")
                        .filter(token -> !token.isEmpty())
                        .map(ContinuationToken::last));
    }

    private BucketSnapshot add(Change change) {
        inventories.add(change.bucket(), change.inventory());
        return change.bucket();
    }

    private Inventory get(Wanted wanted) {
        return inventories.find(wanted.bucket(), wanted.id().orElse("")).orElseThrow(() -> missing(wanted));
    }

    private byte[] page(Wanted wanted) {
        List<Inventory> all = inventories.of(wanted.bucket());
        if (all.isEmpty()) {
            throw missing(wanted);
        }
        List<Inventory> rest = all.stream()
                .filter(inventory -> wanted.after()
                        .filter(after -> inventory.id().compareTo(after) <= 0)
                        .isEmpty())
                .toList();
        List<Inventory> page = rest.stream().limit(PAGE).toList();
        return InventoryXml.writeList(
                page,
                page.size() < rest.size()
                        ? Optional.of(ContinuationToken.of(page.getLast().id()))
                        : Optional.empty());
    }

    private static OssException missing(Wanted wanted) {
        return OssError.NO_SUCH_INVENTORY.with(
                "BucketName", wanted.bucket().record().name());
    }

    private BucketSnapshot delete(Wanted wanted) {
        inventories.delete(wanted.bucket(), wanted.id().orElseThrow(() -> invalidId("")));
        return wanted.bucket();
    }
}
