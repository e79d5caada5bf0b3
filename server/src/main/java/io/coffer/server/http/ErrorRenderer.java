package io.coffer.server.http;

import io.coffer.model.OssException;
import io.coffer.protocol.Headers;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.ResponseBody;
import io.coffer.protocol.xml.ErrorDocument;

/** The one place where a refusal becomes an answer. */
final class ErrorRenderer {
    private ErrorRenderer() {}

    /**
     * @param bodiless whether the answer carries no body (HEAD): the document then travels in {@code x-oss-err}, but not
     *     with 304 and 412, for which clients bring their own words
     */
    static OssResponse render(OssException refusal, int status, String requestId, String host, boolean bodiless) {
        Headers.Builder headers = Headers.builder();
        refusal.headers().forEach(header -> headers.add(header.name(), header.value()));
        refusal.error().ec().ifPresent(ec -> headers.set("x-oss-ec", ec));
        if (status == 304) {
            return new OssResponse(status, headers.build(), ResponseBody.EMPTY);
        }
        headers.set("content-type", "application/xml");
        if (bodiless) {
            ErrorDocument.header(refusal, requestId, host).ifPresent(document -> headers.set("x-oss-err", document));
        }
        return new OssResponse(status, headers.build(), ResponseBody.of(ErrorDocument.write(refusal, requestId, host)));
    }
}
