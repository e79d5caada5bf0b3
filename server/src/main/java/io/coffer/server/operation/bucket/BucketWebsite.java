package io.coffer.server.operation.bucket;

import io.coffer.model.OssError;
import io.coffer.protocol.xml.WebsiteXml;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;

/** PutBucketWebsite, GetBucketWebsite and DeleteBucketWebsite: how a bucket answers as a website. */
public final class BucketWebsite implements OperationFamily {
    private static final int MAX_DOCUMENT = 256 * 1024;

    private final Buckets buckets;

    public BucketWebsite(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public List<Operation> operations() {
        return new SettingFamily<>("BucketWebsite", Subresource.WEBSITE, BucketSettings.WEBSITE, buckets)
                .put(MAX_DOCUMENT, (call, document) -> WebsiteXml.parse(document))
                .get(OssError.NO_SUCH_WEBSITE_CONFIGURATION, WebsiteXml::write)
                .delete()
                .operations();
    }
}
