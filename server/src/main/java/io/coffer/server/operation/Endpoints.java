package io.coffer.server.operation;

import io.coffer.model.Region;
import io.coffer.protocol.OssRequest;

/**
 * The endpoints that answers name: the official ones when the caller came by an official host, else the host it used.
 */
public record Endpoints(String extranet, String intranet, String accelerate) {
    private static final String OFFICIAL = ".aliyuncs.com";

    public static Endpoints of(OssRequest request, Region region) {
        String host = request.serviceHost();
        if (host.contains(OFFICIAL)) {
            return new Endpoints(
                    region.location() + OFFICIAL,
                    region.location() + "-internal" + OFFICIAL,
                    "oss-accelerate" + OFFICIAL);
        }
        return new Endpoints(host, host, host);
    }
}
