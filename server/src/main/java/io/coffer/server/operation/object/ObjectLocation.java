package io.coffer.server.operation.object;

import io.coffer.model.ObjectKey;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.Target;

/** An object's URL, in the address style that the request came in. */
final class ObjectLocation {
    private ObjectLocation() {}

    static String of(OssRequest request, ObjectKey key) {
        String encoded = PercentEncoding.encode(key.value()).replace("%2F", "/");
        Target target = request.target();
        String bucket = target.style() == Target.AddressStyle.PATH
                ? "/" + target.bucket().orElse("")
                : "";
        return request.scheme() + "://" + request.host() + bucket + "/" + encoded;
    }
}
