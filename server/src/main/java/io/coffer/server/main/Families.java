package io.coffer.server.main;

import io.coffer.model.Region;
import io.coffer.server.authorization.facts.FactSources;
import io.coffer.server.bucket.AccountSettings;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.object.AccessRecorder;
import io.coffer.server.object.AppendableObjects;
import io.coffer.server.object.BucketCapacity;
import io.coffer.server.object.ObjectListing;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.UploadListing;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.bucket.BucketAccessMonitor;
import io.coffer.server.operation.bucket.BucketAclFamily;
import io.coffer.server.operation.bucket.BucketCname;
import io.coffer.server.operation.bucket.BucketCors;
import io.coffer.server.operation.bucket.BucketDataRedundancy;
import io.coffer.server.operation.bucket.BucketDescription;
import io.coffer.server.operation.bucket.BucketEncryption;
import io.coffer.server.operation.bucket.BucketFeatures;
import io.coffer.server.operation.bucket.BucketHttps;
import io.coffer.server.operation.bucket.BucketInventory;
import io.coffer.server.operation.bucket.BucketLife;
import io.coffer.server.operation.bucket.BucketLifecycle;
import io.coffer.server.operation.bucket.BucketLogging;
import io.coffer.server.operation.bucket.BucketPolicy;
import io.coffer.server.operation.bucket.BucketProtection;
import io.coffer.server.operation.bucket.BucketPublicAccess;
import io.coffer.server.operation.bucket.BucketReferer;
import io.coffer.server.operation.bucket.BucketReplication;
import io.coffer.server.operation.bucket.BucketRequestPayment;
import io.coffer.server.operation.bucket.BucketResourceGroup;
import io.coffer.server.operation.bucket.BucketStyles;
import io.coffer.server.operation.bucket.BucketTags;
import io.coffer.server.operation.bucket.BucketVersioning;
import io.coffer.server.operation.bucket.BucketWebsite;
import io.coffer.server.operation.bucket.BucketWormFamily;
import io.coffer.server.operation.bucket.MultipleObjectDelete;
import io.coffer.server.operation.bucket.ObjectList;
import io.coffer.server.operation.bucket.UploadList;
import io.coffer.server.operation.bucket.VersionList;
import io.coffer.server.operation.object.MultipartUpload;
import io.coffer.server.operation.object.NewObjects;
import io.coffer.server.operation.object.ObjectAclFamily;
import io.coffer.server.operation.object.ObjectAppend;
import io.coffer.server.operation.object.ObjectCopy;
import io.coffer.server.operation.object.ObjectDelete;
import io.coffer.server.operation.object.ObjectGet;
import io.coffer.server.operation.object.ObjectOptions;
import io.coffer.server.operation.object.ObjectPost;
import io.coffer.server.operation.object.ObjectPut;
import io.coffer.server.operation.object.ObjectRestore;
import io.coffer.server.operation.object.ObjectSelect;
import io.coffer.server.operation.object.ObjectSymlink;
import io.coffer.server.operation.object.ObjectTagging;
import io.coffer.server.operation.object.ObjectWorm;
import io.coffer.server.operation.object.UploadPartCopy;
import io.coffer.server.operation.service.AccountPublicAccess;
import io.coffer.server.operation.service.BucketList;
import io.coffer.server.operation.service.ServiceDescription;
import java.time.Clock;
import java.util.List;

/** Every family of operations, made once: the one place that names them all. */
final class Families {
    private Families() {}

    static List<OperationFamily> of(StoreParts parts, Region region, Clock clock) {
        Buckets buckets = parts.gate().buckets();
        FactSources facts = parts.gate().facts();
        ObjectStore objects = facts.objects();
        AccountSettings accountSettings = facts.accountSettings();
        ObjectListing listing = new ObjectListing(objects);
        NewObjects newObjects = new NewObjects(facts.planner(), new BucketCapacity(listing::bytes, clock), clock);
        AccessRecorder accesses = new AccessRecorder(objects, clock);
        ObjectPut put = new ObjectPut(objects, newObjects, parts.callbacks());
        UploadListing uploadListing = new UploadListing(objects);
        return List.of(
                new BucketList(buckets, region),
                new BucketLife(buckets, uploadListing, parts.orphans(), region),
                new BucketAclFamily(buckets),
                new BucketDescription(listing, uploadListing, accountSettings, region, clock),
                new BucketEncryption(buckets),
                new BucketWormFamily(buckets, clock),
                new BucketProtection(buckets, clock),
                new BucketFeatures(buckets),
                new BucketStyles(buckets, clock),
                new BucketDataRedundancy(buckets, clock),
                new BucketCname(parts.cnames(), parts.addressing()),
                new ServiceDescription(buckets, region),
                new BucketLifecycle(buckets),
                new BucketAccessMonitor(buckets, clock),
                new BucketPolicy(buckets, accountSettings, facts.policies()),
                new BucketPublicAccess(buckets),
                new AccountPublicAccess(accountSettings),
                new BucketRequestPayment(buckets),
                new BucketHttps(buckets),
                new BucketTags(buckets),
                new BucketResourceGroup(buckets),
                new BucketCors(buckets),
                new BucketWebsite(buckets),
                new BucketReferer(buckets),
                new BucketLogging(buckets),
                new BucketInventory(parts.deliveries().inventories()),
                new BucketReplication(buckets, parts.deliveries().replicationStates(), region, clock),
                new ObjectList(listing, clock),
                new MultipleObjectDelete(objects),
                put,
                new ObjectPost(put),
                new ObjectGet(objects, accesses, clock),
                new ObjectSelect(objects, accesses),
                new ObjectDelete(objects),
                new ObjectCopy(objects, newObjects, accesses),
                new ObjectAclFamily(objects),
                new ObjectTagging(objects),
                new ObjectWorm(objects, clock),
                new ObjectSymlink(objects, newObjects),
                new BucketVersioning(buckets, clock),
                new VersionList(listing, clock),
                new ObjectRestore(parts.archived()),
                new MultipartUpload(facts.uploads(), newObjects, parts.callbacks()),
                new UploadPartCopy(objects, facts.uploads(), accesses),
                new UploadList(uploadListing),
                new ObjectAppend(new AppendableObjects(objects), newObjects),
                new ObjectOptions());
    }
}
