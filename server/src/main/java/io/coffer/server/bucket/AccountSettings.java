package io.coffer.server.bucket;

import io.coffer.model.AccountId;
import io.coffer.model.setting.PublicAccessBlock;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Condition;

/** What an account chose for all of its buckets. */
public final class AccountSettings {
    private static final String PUBLIC_ACCESS_BLOCK = "account-settings/public-access-block/";

    private final ControlRecords records;

    public AccountSettings(ControlRecords records) {
        this.records = records;
    }

    /** Whether public access is blocked; it is not before the account says so. */
    public PublicAccessBlock publicAccessBlock(AccountId account) {
        return records.get(PUBLIC_ACCESS_BLOCK + account, PublicAccessBlock.class)
                .map(ControlRecords.Stored::value)
                .orElse(PublicAccessBlock.OFF);
    }

    public void setPublicAccessBlock(AccountId account, PublicAccessBlock block) {
        records.put(PUBLIC_ACCESS_BLOCK + account, block, Condition.ANY);
    }

    /** Whether public access to a bucket is blocked, by a setting of its own or of its owner. */
    public boolean blocksPublicAccess(BucketSnapshot bucket) {
        return bucket.setting(BucketSettings.PUBLIC_ACCESS_BLOCK)
                        .orElse(PublicAccessBlock.OFF)
                        .blockPublicAccess()
                || publicAccessBlock(bucket.owner()).blockPublicAccess();
    }
}
