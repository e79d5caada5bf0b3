package io.coffer.server.upkeep;

import io.coffer.model.OssException;
import io.coffer.model.lifecycle.LifecycleJudge;
import io.coffer.model.setting.Lifecycle;
import io.coffer.server.object.MultipartUploads;
import io.coffer.server.object.Upload;
import io.coffer.server.object.UploadListing;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass through the uploads of a bucket that were never completed. */
final class UploadWalk {
    private static final Logger LOG = LoggerFactory.getLogger(UploadWalk.class);

    private final MultipartUploads uploads;
    private final UploadListing listing;
    private final BucketWatch watch;
    private final LifecycleJudge judge;
    private final Instant now;

    UploadWalk(MultipartUploads uploads, UploadListing listing, BucketWatch watch, Lifecycle lifecycle, Instant now) {
        this.uploads = uploads;
        this.listing = listing;
        this.watch = watch;
        this.judge = new LifecycleJudge(lifecycle);
        this.now = now;
    }

    void run() {
        for (String prefix : judge.prefixes()) {
            listing.walk(watch.bucket(), prefix, this::visit);
        }
    }

    private void visit(Upload upload) {
        boolean due = judge.abortsUpload(upload.key().value(), upload.record().initiated(), now)
                .isPresent();
        if (!watch.changed() && due && watch.isUnchanged()) {
            try {
                uploads.abort(watch.bucket(), upload.key(), upload.id());
            } catch (OssException completed) {
                LOG.debug("the upload {} ended by itself: {}", upload.id(), completed.getMessage());
            }
        }
    }
}
