package io.coffer.server.bucket;

import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.BucketName;
import io.coffer.model.EncryptionRule;
import io.coffer.model.StorageClass;
import io.coffer.model.Tags;
import io.coffer.model.Versioning;
import io.coffer.model.setting.ResourceGroup;
import io.coffer.server.keyuse.KeyUser;
import io.coffer.server.metadata.SettingType;
import io.coffer.storage.SpaceId;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A bucket as one read of its record found it; carried along for the rest of a request.
 *
 * @param user for whom its keys are used
 */
public record BucketSnapshot(BucketRecord record, long revision, KeyUser user) {
    /** For the server itself. */
    public BucketSnapshot(BucketRecord record, long revision) {
        this(record, revision, KeyUser.SERVER);
    }

    /** For another user of its keys. */
    public BucketSnapshot by(KeyUser other) {
        return new BucketSnapshot(record, revision, other);
    }

    public BucketName name() {
        return new BucketName(record.name());
    }

    public AccountId owner() {
        return new AccountId(record.owner());
    }

    public SpaceId space() {
        return new SpaceId(record.id());
    }

    /** 16 bytes */
    public byte[] id() {
        return HexFormat.of().parseHex(record.id());
    }

    public BucketAcl acl() {
        return record.acl();
    }

    public StorageClass storageClass() {
        return record.storageClass();
    }

    public Instant created() {
        return record.created();
    }

    public Optional<EncryptionRule> encryptionRule() {
        return record.encryptionRule();
    }

    public Versioning versioning() {
        return record.versioning();
    }

    public <T> Optional<T> setting(SettingType<T> type) {
        return record.settings().get(type);
    }

    public Tags tags() {
        return setting(BucketSettings.TAGS).orElse(Tags.NONE);
    }

    public ResourceGroup resourceGroup() {
        return setting(BucketSettings.RESOURCE_GROUP).orElseGet(() -> ResourceGroup.defaultOf(owner()));
    }
}
