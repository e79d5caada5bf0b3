package io.coffer.benchmark;

import io.coffer.encryption.KeyManagement;
import io.coffer.model.AccountId;
import io.coffer.model.BucketName;
import io.coffer.model.EncryptionRule;
import io.coffer.model.ObjectAcl;
import io.coffer.model.StorageClass;
import io.coffer.model.Tags;
import io.coffer.protocol.ContentHeaders;
import io.coffer.protocol.Headers;
import io.coffer.protocol.UserMetadata;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.BucketStore;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.digest.Md5Engine;
import io.coffer.server.keyuse.KeyUseRecorder;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.server.object.EncryptionPlan;
import io.coffer.server.object.NewObject;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OverwriteCheck;
import io.coffer.server.object.WrapsInFlight;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** A store without a server before it: for what is measured below network, signature and authorization. */
record DirectStore(ControlRecords records, Buckets buckets, ObjectStore objects) {
    private static final int MOST_BUCKETS = 10;

    static DirectStore over(StorageEngine engine, KeyManagement keys, KeyUseRecorder recorder) {
        RecordSeal seal = new RecordSeal(new byte[32]);
        ControlRecords records = new ControlRecords(engine, seal);
        return new DirectStore(
                records,
                new Buckets(new BucketStore(records, engine), Clock.systemUTC(), MOST_BUCKETS),
                new ObjectStore(
                        engine,
                        records,
                        seal,
                        keys,
                        recorder,
                        new WrapsInFlight(),
                        new byte[16],
                        OverwriteCheck.NONE,
                        Md5Engine.inPlace(),
                        Clock.systemUTC()));
    }

    static StorageEngineFactory engine(String name) {
        return ServiceLoader.load(StorageEngineFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Optional<EncryptionRule> rule(String algorithm) {
        return Optional.of(EncryptionRule.parse(Optional.of(algorithm), Optional.empty(), Optional.empty()));
    }

    BucketSnapshot bucket(String name) {
        return buckets.create(new BucketName(name), new AccountId("1"), Buckets.Creation.withAcl(Optional.empty()));
    }

    /** An object with nothing beside its body. */
    static NewObject bare(EncryptionPlan plan) {
        return new NewObject(
                ContentHeaders.of(Headers.NONE),
                new UserMetadata(Map.of()),
                Tags.NONE,
                StorageClass.STANDARD,
                ObjectAcl.DEFAULT,
                plan,
                false,
                Optional.empty());
    }
}
