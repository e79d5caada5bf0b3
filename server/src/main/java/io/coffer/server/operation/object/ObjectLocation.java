package io.coffer.server.operation.object;

import io.coffer.protocol.OssRequest;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.Target;

/** An object's URL in the address form that its request came by. */
final class ObjectLocation {
    private ObjectLocation() {}

    static String of(OssRequest request, String bucket, String key) {
        String path = PercentEncoding.encodePath(key);
        boolean pathStyle = request.target().style() == Target.AddressStyle.PATH;
        return request.scheme() + "://" + request.host() + "/" + (pathStyle ? bucket + "/" : "") + path;
    }
}
