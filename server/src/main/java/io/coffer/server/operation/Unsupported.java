package io.coffer.server.operation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Families of operations that this server knows and does not implement, each with the reason it gives. */
public enum Unsupported {
    LIVE_CHANNELS(
            "live channels (RTMP) and their playlists",
            "They need a media server beside the store.",
            Subresource.LIVE,
            Subresource.VOD),
    PROCESSING(
            "image and document processing",
            "There is no processing engine; objects are served as they are stored.",
            Subresource.X_OSS_PROCESS,
            Subresource.X_OSS_ASYNC_PROCESS,
            Subresource.PROCESS_CONFIGURATION,
            Subresource.IMG),
    FUNCTIONS(
            "user-defined functions",
            "OSS itself has given them up.",
            Subresource.UDF,
            Subresource.UDF_APPLICATION,
            Subresource.UDF_APPLICATION_LOG,
            Subresource.UDF_IMAGE,
            Subresource.UDF_IMAGE_DESC),
    META_QUERIES("queries over metadata, and datasets", "They need an index beside the store.", Subresource.META_QUERY),
    PIPELINES("data pipelines", "They belong to a service beside the store.", Subresource.DATA_PIPELINE),
    ASYNCHRONOUS_FETCH(
            "asynchronous fetching",
            "The server opens no connection that a caller names, but for callbacks.",
            Subresource.ASYNC_FETCH),
    ACCESS_POINTS(
            "access points, and those for object processing",
            "Only the bucket itself is an entrance.",
            Subresource.ACCESS_POINT,
            Subresource.ACCESS_POINT_POLICY,
            Subresource.ACCESS_POINT_FOR_OBJECT_PROCESS,
            Subresource.ACCESS_POINT_CONFIG_FOR_OBJECT_PROCESS,
            Subresource.ACCESS_POINT_POLICY_FOR_OBJECT_PROCESS,
            Subresource.X_OSS_WRITE_GET_OBJECT_RESPONSE),
    RESOURCE_POOLS(
            "resource pools, and bandwidth by requester",
            "A single server has no bandwidth to divide among accounts.",
            Subresource.RESOURCE_POOL,
            Subresource.RESOURCE_POOL_BUCKETS,
            Subresource.RESOURCE_POOL_INFO,
            Subresource.QOS_INFO,
            Subresource.QOS_REQUESTER,
            Subresource.REQUESTER_QOS_INFO),
    NETWORKS("VPC addresses", "A single server has no virtual networks.", Subresource.VPCIP, Subresource.VIP),
    DIRECTORIES(
            "the hierarchical namespace",
            "Buckets are flat; a directory is what keys begin with.",
            Subresource.X_OSS_DIR,
            Subresource.X_OSS_RENAME,
            Subresource.X_OSS_DELETE),
    OBJECT_GROUPS(
            "object groups and hard links",
            "OSS itself has given them up.",
            Subresource.GROUP,
            Subresource.LINK,
            Subresource.OBJECT_INFO);

    private final String title;
    private final String reason;

    @SuppressWarnings("ImmutableEnumChecker") // of Set.of
    private final Set<Subresource> selectors;

    Unsupported(String title, String reason, Subresource... selectors) {
        this.title = title;
        this.reason = reason;
        this.selectors = Set.of(selectors);
    }

    public String title() {
        return title;
    }

    public String reason() {
        return reason;
    }

    /** In the order of the enum. */
    public List<Subresource> selectors() {
        return selectors.stream().sorted().toList();
    }

    static Optional<Unsupported> of(Set<Subresource> requested) {
        return Arrays.stream(values())
                .filter(family -> requested.stream().anyMatch(family.selectors::contains))
                .findFirst();
    }
}
