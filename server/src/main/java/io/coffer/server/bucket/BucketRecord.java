package io.coffer.server.bucket;

import io.coffer.model.BucketAcl;
import io.coffer.model.EncryptionRule;
import io.coffer.model.StorageClass;
import io.coffer.model.Versioning;
import io.coffer.protocol.xml.DataRedundancy;
import io.coffer.server.metadata.SettingType;
import io.coffer.server.metadata.Settings;
import java.time.Instant;
import java.util.Optional;

/**
 * All settings of a bucket in one record, so that no protecting setting is a row whose absence is the weaker state: when
 * the record is gone there is no bucket.
 *
 * @param id 32 characters of hex; the bucket's space, never used again
 * @param owner the account's number
 * @param created whole seconds
 * @param settings every other setting, by the kinds of {@link BucketSettings}
 */
public record BucketRecord(
        String id,
        String name,
        String owner,
        Instant created,
        BucketAcl acl,
        StorageClass storageClass,
        DataRedundancy dataRedundancy,
        Optional<EncryptionRule> encryptionRule,
        Versioning versioning,
        Settings settings) {

    public BucketRecord {
        BucketSettings.requireKnown(settings);
    }

    public BucketRecord withId(String newId) {
        return new BucketRecord(
                newId, name, owner, created, acl, storageClass, dataRedundancy, encryptionRule, versioning, settings);
    }

    public BucketRecord withAcl(BucketAcl newAcl) {
        return new BucketRecord(
                id, name, owner, created, newAcl, storageClass, dataRedundancy, encryptionRule, versioning, settings);
    }

    public BucketRecord withDataRedundancy(DataRedundancy redundancy) {
        return new BucketRecord(
                id, name, owner, created, acl, storageClass, redundancy, encryptionRule, versioning, settings);
    }

    public BucketRecord withEncryptionRule(Optional<EncryptionRule> rule) {
        return new BucketRecord(
                id, name, owner, created, acl, storageClass, dataRedundancy, rule, versioning, settings);
    }

    public BucketRecord withVersioning(Versioning state) {
        return new BucketRecord(
                id, name, owner, created, acl, storageClass, dataRedundancy, encryptionRule, state, settings);
    }

    public <T> BucketRecord with(SettingType<T> type, T value) {
        return withSettings(settings.with(type, value));
    }

    /** Keeps what is there when no value is given. */
    public <T> BucketRecord with(SettingType<T> type, Optional<T> value) {
        return value.map(given -> with(type, given)).orElse(this);
    }

    public BucketRecord without(SettingType<?> type) {
        return withSettings(settings.without(type));
    }

    private BucketRecord withSettings(Settings changed) {
        return new BucketRecord(
                id, name, owner, created, acl, storageClass, dataRedundancy, encryptionRule, versioning, changed);
    }
}
