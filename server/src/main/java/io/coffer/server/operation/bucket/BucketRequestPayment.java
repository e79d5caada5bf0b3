package io.coffer.server.operation.bucket;

import io.coffer.model.setting.RequestPayment;
import io.coffer.protocol.xml.RequestPaymentXml;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;

/** PutBucketRequestPayment and GetBucketRequestPayment. */
public final class BucketRequestPayment implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;

    private final Buckets buckets;

    public BucketRequestPayment(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public List<Operation> operations() {
        return new SettingFamily<>(
                        "BucketRequestPayment", Subresource.REQUEST_PAYMENT, BucketSettings.REQUEST_PAYMENT, buckets)
                .put(MAX_DOCUMENT, (call, document) -> RequestPaymentXml.parse(document))
                .get(RequestPayment.DEFAULT, RequestPaymentXml::write)
                .operations();
    }
}
