package io.coffer.server.bucket;

import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.BucketName;
import io.coffer.model.EncryptionRule;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.StorageClass;
import io.coffer.model.Tags;
import io.coffer.model.Versioning;
import io.coffer.model.setting.ResourceGroup;
import io.coffer.protocol.xml.DataRedundancy;
import io.coffer.server.metadata.Settings;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What can be done with buckets, whoever asks. */
public final class Buckets {
    private final BucketStore store;
    private final Clock clock;
    private final int limitPerAccount;

    public Buckets(BucketStore store, Clock clock, int limitPerAccount) {
        this.store = store;
        this.clock = clock;
        this.limitPerAccount = limitPerAccount;
    }

    /** What a creation asks for; what is absent keeps an existing bucket's value, or takes the default. */
    public record Creation(
            Optional<BucketAcl> acl,
            Optional<StorageClass> storageClass,
            Optional<DataRedundancy> dataRedundancy,
            Optional<EncryptionRule> encryptionRule,
            Optional<Tags> tags,
            Optional<ResourceGroup> resourceGroup) {

        public static Creation withAcl(Optional<BucketAcl> acl) {
            return new Creation(
                    acl, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        private boolean changesNothing() {
            return acl.isEmpty() && encryptionRule.isEmpty() && tags.isEmpty() && resourceGroup.isEmpty();
        }

        private BucketRecord applyTo(BucketRecord record) {
            return record.withAcl(acl.orElse(record.acl()))
                    .withEncryptionRule(encryptionRule.or(record::encryptionRule))
                    .with(BucketSettings.TAGS, tags)
                    .with(BucketSettings.RESOURCE_GROUP, resourceGroup);
        }
    }

    public Optional<BucketSnapshot> find(BucketName name) {
        return store.find(name);
    }

    /** As {@link #find}, for a request: no change is missing that was acknowledged before it began. */
    public Optional<BucketSnapshot> findForRequest(BucketName name) {
        return store.findForRequest(name);
    }

    /** Whether {@link #find} would wait for nothing; a hint. */
    public boolean isAtHand(BucketName name) {
        return store.isAtHand(name);
    }

    /** Every bucket of every account, for work in the background. */
    public List<BucketSnapshot> all() {
        return store.all();
    }

    public List<BucketSnapshot> ownedBy(AccountId owner) {
        return store.ownedBy(owner);
    }

    /**
     * Creates the bucket, or changes what the creation names when the owner has it already.
     *
     * @throws OssException when the name is taken, the class differs or the account has too many buckets
     */
    public BucketSnapshot create(BucketName name, AccountId owner, Creation creation) {
        Optional<BucketSnapshot> existing = store.find(name);
        if (existing.isEmpty()) {
            existing = createNew(name.requireCreatable(), owner, creation);
            if (existing.isPresent()) {
                return existing.get();
            }
            existing = store.find(name);
        }
        BucketSnapshot bucket = existing.orElseThrow(() -> taken(name));
        if (!bucket.owner().equals(owner)) {
            throw taken(name);
        }
        if (creation.storageClass().filter(c -> c != bucket.storageClass()).isPresent()) {
            throw OssError.STORAGE_CLASS_CHANGE.with("BucketName", name.value());
        }
        BucketSnapshot whole = store.ensureSpace(bucket);
        return creation.changesNothing() ? whole : store.change(whole, creation::applyTo);
    }

    private Optional<BucketSnapshot> createNew(BucketName name, AccountId owner, Creation creation) {
        if (store.ownedBy(owner).size() >= limitPerAccount) {
            throw OssError.TOO_MANY_BUCKETS.exception();
        }
        return store.create(creation.applyTo(new BucketRecord(
                BucketStore.newId(),
                name.value(),
                owner.value(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                BucketAcl.PRIVATE,
                creation.storageClass().orElse(StorageClass.STANDARD),
                creation.dataRedundancy().orElse(DataRedundancy.LRS),
                Optional.empty(),
                Versioning.NEVER,
                Settings.NONE)));
    }

    private static OssException taken(BucketName name) {
        return OssError.BUCKET_ALREADY_EXISTS.with("BucketName", name.value());
    }

    /** The bucket as it is now, for a request that took long since it saw it. */
    public BucketSnapshot latest(BucketSnapshot seen) {
        return store.latest(seen);
    }

    public BucketSnapshot change(BucketSnapshot bucket, UnaryOperator<BucketRecord> change) {
        return store.change(bucket, change);
    }

    public void delete(BucketSnapshot bucket) {
        store.delete(bucket);
    }

    /**
     * Removes what deletions that ended in their middle left of buckets.
     *
     * @return how many records
     */
    public int dropLeftovers() {
        return store.dropLeftAttributeKeys();
    }
}
