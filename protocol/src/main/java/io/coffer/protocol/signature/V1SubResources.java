package io.coffer.protocol.signature;

import io.coffer.protocol.Method;
import java.util.Set;

/**
 * The query parameters that signatures of version 1 cover: the union of what the official SDKs sign. A parameter that
 * selects an operation, or what it works on, is always covered, so that nobody can add one to a signed URL.
 */
public final class V1SubResources {
    /** Selectors that no SDK signs, so a signature cannot be asked to cover them. */
    public static final Set<String> NEVER_SIGNED = Set.of("accessmonitor", "dataPipeline", "regions");

    private static final String EXTENSION = "x-oss-";

    private static final Set<String> NAMES = Set.of(
            // the bucket and its settings
            "accessPoint",
            "accessPointConfigForObjectProcess",
            "accessPointForObjectProcess",
            "accessPointPolicy",
            "accessPointPolicyForObjectProcess",
            "acl",
            "bucketArchiveDirectRead",
            "bucketInfo",
            "cloudboxes",
            "cname",
            "comp",
            "cors",
            "encryption",
            "group",
            "httpsConfig",
            "inventory",
            "inventoryId",
            "lifecycle",
            "location",
            "logging",
            "metaQuery",
            "objectWorm",
            "overwriteConfig",
            "policy",
            "policyStatus",
            "processConfiguration",
            "publicAccessBlock",
            "qos",
            "qosInfo",
            "qosRequester",
            "redundancyTransition",
            "referer",
            "regionList",
            "replication",
            "replicationLocation",
            "replicationProgress",
            "requestPayment",
            "requesterQosInfo",
            "resourceGroup",
            "resourcePool",
            "resourcePoolBuckets",
            "resourcePoolInfo",
            "responseHeader",
            "rtc",
            "stat",
            "tagging",
            "transferAcceleration",
            "userDefinedLogFieldsConfig",
            "versioning",
            "versions",
            "website",
            "worm",
            "wormExtend",
            "wormId",
            // objects and uploads
            "append",
            "asyncFetch",
            "callback",
            "callback-var",
            "cleanRestoredObject",
            "continuation-token",
            "delete",
            "legalHold",
            "link",
            "objectInfo",
            "objectMeta",
            "partNumber",
            "position",
            "response-cache-control",
            "response-content-disposition",
            "response-content-encoding",
            "response-content-language",
            "response-content-type",
            "response-expires",
            "restore",
            "retention",
            "seal",
            "security-token",
            "sequential",
            "symlink",
            "uploadId",
            "uploads",
            "versionId",
            "withHashContext",
            // live channels, image styles, user-defined functions, virtual IP addresses
            "endTime",
            "img",
            "live",
            "startTime",
            "status",
            "style",
            "styleName",
            "udf",
            "udfApplication",
            "udfApplicationLog",
            "udfId",
            "udfImage",
            "udfImageDesc",
            "udfName",
            "vip",
            "vod",
            "vpcip",
            // extensions
            "x-oss-ac-forward-allow",
            "x-oss-ac-source-ip",
            "x-oss-ac-subnet-mask",
            "x-oss-ac-vpc-id",
            "x-oss-access-point-name",
            "x-oss-async-process",
            "x-oss-delete",
            "x-oss-dir",
            "x-oss-enable-md5",
            "x-oss-enable-sha1",
            "x-oss-enable-sha256",
            "x-oss-hash-ctx",
            "x-oss-md5-ctx",
            "x-oss-process",
            "x-oss-redundancy-transition-taskid",
            "x-oss-rename",
            "x-oss-request-payer",
            "x-oss-target-redundancy-type",
            "x-oss-traffic-limit",
            "x-oss-write-get-object-response");

    /**
     * The extensions that two SDKs leave unsigned and that cannot hurt the signer: whoever adds one to a signed URL
     * slows down his own transfer, or asks for a digest or a shape of the answer that this server does not make.
     */
    private static final Set<String> HARMLESS_EXTENSIONS = Set.of(
            "x-oss-enable-md5",
            "x-oss-enable-sha1",
            "x-oss-enable-sha256",
            "x-oss-hash-ctx",
            "x-oss-md5-ctx",
            "x-oss-process",
            "x-oss-traffic-limit");

    /** Where a listing goes on, which older SDKs leave unsigned like the prefix and marker that every SDK does. */
    private static final String CONTINUATION = "continuation-token";

    private V1SubResources() {}

    /** Every name of the list. */
    public static Set<String> names() {
        return NAMES;
    }

    public static boolean contains(String name) {
        return NAMES.contains(name);
    }

    /** What a client's signature covers of the query; clients differ in what does not say what to do. */
    enum Coverage {
        /** The list, as most SDKs sign. */
        LISTED,
        /** The list and every extension, as Go v2 signs. */
        ALL_EXTENSIONS,
        /** The list without the extensions, as Java v2 and Python v2 sign. */
        NO_EXTENSIONS,
        /** The list as it was before listings had tokens. */
        NO_CONTINUATION;

        boolean covers(String name, Method method) {
            return switch (this) {
                case LISTED -> contains(name);
                case ALL_EXTENSIONS -> contains(name) || name.startsWith(EXTENSION);
                case NO_EXTENSIONS -> contains(name) && !isOptional(name, method);
                case NO_CONTINUATION -> contains(name) && !name.equals(CONTINUATION);
            };
        }
    }

    /** With POST {@code x-oss-process} is an operation of its own; with GET it shapes the answer. */
    private static boolean isOptional(String name, Method method) {
        return HARMLESS_EXTENSIONS.contains(name) && !(name.equals("x-oss-process") && method == Method.POST);
    }
}
