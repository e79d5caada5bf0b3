package io.coffer.server.operation.bucket;

import io.coffer.model.setting.RefererConfiguration;
import io.coffer.protocol.xml.RefererXml;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;

/** PutBucketReferer and GetBucketReferer: which pages may embed what a bucket holds. Empty lists take it back. */
public final class BucketReferer implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;

    private final Buckets buckets;

    public BucketReferer(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public List<Operation> operations() {
        return new SettingFamily<>("BucketReferer", Subresource.REFERER, BucketSettings.REFERER, buckets)
                .put(MAX_DOCUMENT, (call, document) -> RefererXml.parse(document))
                .get(RefererConfiguration.DEFAULT, RefererXml::write)
                .operations();
    }
}
