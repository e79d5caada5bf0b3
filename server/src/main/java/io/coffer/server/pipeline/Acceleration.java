package io.coffer.server.pipeline;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.TransferAcceleration;
import io.coffer.protocol.OssRequest;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import java.util.regex.Pattern;

/** The accelerating domains, under which only a bucket answers that has acceleration switched on. */
final class Acceleration {
    private static final Pattern DOMAIN =
            Pattern.compile("oss-accelerate(-overseas)?\\.aliyuncs\\.com\\.?(:[0-9]*)?", Pattern.CASE_INSENSITIVE);

    private static final String BEGINNING = "oss-accelerate";

    private Acceleration() {}

    /** @throws OssException {@link OssError#TRANSFER_ACCELERATION_OFF} */
    static void require(OssRequest request, BucketSnapshot bucket) {
        boolean wanted = request.serviceHost().regionMatches(true, 0, BEGINNING, 0, BEGINNING.length())
                && DOMAIN.matcher(request.serviceHost()).matches();
        if (wanted
                && bucket.setting(BucketSettings.TRANSFER_ACCELERATION)
                        .filter(TransferAcceleration::enabled)
                        .isEmpty()) {
            throw OssError.TRANSFER_ACCELERATION_OFF.with(
                    "BucketName", bucket.name().value());
        }
    }
}
