package io.coffer.server.operation.bucket;

import io.coffer.model.setting.HttpsConfiguration;
import io.coffer.protocol.xml.HttpsConfigurationXml;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;

/** PutBucketHttpsConfig and GetBucketHttpsConfig: over which connections a bucket takes requests. */
public final class BucketHttps implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;

    private final Buckets buckets;

    public BucketHttps(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public List<Operation> operations() {
        return new SettingFamily<>("BucketHttpsConfig", Subresource.HTTPS_CONFIG, BucketSettings.HTTPS, buckets)
                .put(MAX_DOCUMENT, (call, document) -> HttpsConfigurationXml.parse(document))
                .get(HttpsConfiguration.OFF, HttpsConfigurationXml::write)
                .operations();
    }
}
