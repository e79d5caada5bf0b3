package io.coffer.server.operation.bucket;

import io.coffer.model.OssError;
import io.coffer.protocol.xml.CorsXml;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;

/** PutBucketCors, GetBucketCors and DeleteBucketCors: which pages of other origins may use a bucket. */
public final class BucketCors implements OperationFamily {
    private static final int MAX_DOCUMENT = 16 * 1024;

    private final Buckets buckets;

    public BucketCors(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public List<Operation> operations() {
        return new SettingFamily<>("BucketCors", Subresource.CORS, BucketSettings.CORS, buckets)
                .put(MAX_DOCUMENT, (call, document) -> CorsXml.parse(document))
                .get(OssError.NO_SUCH_CORS_CONFIGURATION, CorsXml::write)
                .delete()
                .operations();
    }
}
