package io.coffer.server.operation;

import io.coffer.protocol.QueryParameters;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every keyword of the query that OSS knows, implemented or not, with S3's own beside them. A selector chooses the
 * operation; a selector without an operation is refused and never falls through to another one. A parameter only goes
 * with a selector or with the plain operations.
 */
public enum Subresource {
    ACL("acl", Kind.SELECTOR),
    APPEND("append", Kind.SELECTOR),
    BUCKET_INFO("bucketInfo", Kind.SELECTOR),
    CALLBACK("callback", Kind.PARAMETER),
    CALLBACK_VAR("callback-var", Kind.PARAMETER),
    CNAME("cname", Kind.SELECTOR),
    COMP("comp", Kind.PARAMETER),
    CONTINUATION_TOKEN("continuation-token", Kind.PARAMETER),
    CORS("cors", Kind.SELECTOR),
    DELETE("delete", Kind.SELECTOR),
    ENCRYPTION("encryption", Kind.SELECTOR),
    INVENTORY("inventory", Kind.SELECTOR),
    INVENTORY_ID("inventoryId", Kind.PARAMETER),
    LIFECYCLE("lifecycle", Kind.SELECTOR),
    LOCATION("location", Kind.SELECTOR),
    LOGGING("logging", Kind.SELECTOR),
    META_QUERY("metaQuery", Kind.SELECTOR),
    OBJECT_META("objectMeta", Kind.SELECTOR),
    PART_NUMBER("partNumber", Kind.PARAMETER),
    POLICY("policy", Kind.SELECTOR),
    POSITION("position", Kind.PARAMETER),
    REFERER("referer", Kind.SELECTOR),
    REGION_LIST("regionList", Kind.PARAMETER),
    REPLICATION("replication", Kind.SELECTOR),
    REPLICATION_LOCATION("replicationLocation", Kind.SELECTOR),
    REPLICATION_PROGRESS("replicationProgress", Kind.SELECTOR),
    REQUEST_PAYMENT("requestPayment", Kind.SELECTOR),
    RESOURCE_GROUP("resourceGroup", Kind.SELECTOR),
    RESPONSE_CACHE_CONTROL("response-cache-control", Kind.PARAMETER),
    RESPONSE_CONTENT_DISPOSITION("response-content-disposition", Kind.PARAMETER),
    RESPONSE_CONTENT_ENCODING("response-content-encoding", Kind.PARAMETER),
    RESPONSE_CONTENT_LANGUAGE("response-content-language", Kind.PARAMETER),
    RESPONSE_CONTENT_TYPE("response-content-type", Kind.PARAMETER),
    RESPONSE_EXPIRES("response-expires", Kind.PARAMETER),
    RESTORE("restore", Kind.SELECTOR),
    SECURITY_TOKEN("security-token", Kind.PARAMETER),
    SEQUENTIAL("sequential", Kind.PARAMETER),
    STAT("stat", Kind.SELECTOR),
    STYLE("style", Kind.SELECTOR),
    STYLE_NAME("styleName", Kind.PARAMETER),
    SYMLINK("symlink", Kind.SELECTOR),
    TAGGING("tagging", Kind.SELECTOR),
    TRANSFER_ACCELERATION("transferAcceleration", Kind.SELECTOR),
    UPLOAD_ID("uploadId", Kind.SELECTOR),
    UPLOADS("uploads", Kind.SELECTOR),
    VERSION_ID("versionId", Kind.PARAMETER),
    VERSIONING("versioning", Kind.SELECTOR),
    VERSIONS("versions", Kind.SELECTOR),
    WEBSITE("website", Kind.SELECTOR),
    WORM("worm", Kind.SELECTOR),
    WORM_EXTEND("wormExtend", Kind.SELECTOR),
    WORM_ID("wormId", Kind.SELECTOR),
    ASYNC_FETCH("asyncFetch", Kind.SELECTOR),
    END_TIME("endTime", Kind.PARAMETER),
    LIVE("live", Kind.SELECTOR),
    QOS("qos", Kind.SELECTOR),
    QOS_INFO("qosInfo", Kind.SELECTOR),
    START_TIME("startTime", Kind.PARAMETER),
    STATUS("status", Kind.PARAMETER),
    VOD("vod", Kind.SELECTOR),
    X_OSS_AC_FORWARD_ALLOW("x-oss-ac-forward-allow", Kind.PARAMETER),
    X_OSS_AC_SOURCE_IP("x-oss-ac-source-ip", Kind.PARAMETER),
    X_OSS_AC_SUBNET_MASK("x-oss-ac-subnet-mask", Kind.PARAMETER),
    X_OSS_AC_VPC_ID("x-oss-ac-vpc-id", Kind.PARAMETER),
    X_OSS_ASYNC_PROCESS("x-oss-async-process", Kind.SELECTOR),
    X_OSS_PROCESS("x-oss-process", Kind.SELECTOR),
    X_OSS_REQUEST_PAYER("x-oss-request-payer", Kind.PARAMETER),
    X_OSS_TRAFFIC_LIMIT("x-oss-traffic-limit", Kind.PARAMETER),
    ACCESS_POINT("accessPoint", Kind.SELECTOR),
    ACCESS_POINT_POLICY("accessPointPolicy", Kind.SELECTOR),
    BUCKET_ARCHIVE_DIRECT_READ("bucketArchiveDirectRead", Kind.SELECTOR),
    HTTPS_CONFIG("httpsConfig", Kind.SELECTOR),
    PUBLIC_ACCESS_BLOCK("publicAccessBlock", Kind.SELECTOR),
    REDUNDANCY_TRANSITION("redundancyTransition", Kind.SELECTOR),
    X_OSS_WRITE_GET_OBJECT_RESPONSE("x-oss-write-get-object-response", Kind.SELECTOR),
    POLICY_STATUS("policyStatus", Kind.SELECTOR),
    SEAL("seal", Kind.SELECTOR),
    CLOUDBOXES("cloudboxes", Kind.SELECTOR),
    RTC("rtc", Kind.SELECTOR),
    IMG("img", Kind.SELECTOR),
    UDF("udf", Kind.SELECTOR),
    UDF_APPLICATION("udfApplication", Kind.SELECTOR),
    UDF_APPLICATION_LOG("udfApplicationLog", Kind.SELECTOR),
    UDF_IMAGE("udfImage", Kind.SELECTOR),
    UDF_IMAGE_DESC("udfImageDesc", Kind.SELECTOR),
    UDF_NAME("udfName", Kind.PARAMETER),
    PROCESS_CONFIGURATION("processConfiguration", Kind.SELECTOR),
    VIP("vip", Kind.SELECTOR),
    VPCIP("vpcip", Kind.SELECTOR),
    X_OSS_DELETE("x-oss-delete", Kind.SELECTOR),
    X_OSS_DIR("x-oss-dir", Kind.SELECTOR),
    X_OSS_RENAME("x-oss-rename", Kind.SELECTOR),
    GROUP("group", Kind.SELECTOR),
    LINK("link", Kind.SELECTOR),
    OBJECT_INFO("objectInfo", Kind.SELECTOR),
    QOS_REQUESTER("qosRequester", Kind.SELECTOR),
    REQUESTER_QOS_INFO("requesterQosInfo", Kind.SELECTOR),
    RESOURCE_POOL("resourcePool", Kind.SELECTOR),
    RESOURCE_POOL_BUCKETS("resourcePoolBuckets", Kind.SELECTOR),
    RESOURCE_POOL_INFO("resourcePoolInfo", Kind.SELECTOR),
    X_OSS_ACCESS_POINT_NAME("x-oss-access-point-name", Kind.PARAMETER),
    X_OSS_REDUNDANCY_TRANSITION_TASKID("x-oss-redundancy-transition-taskid", Kind.PARAMETER),
    X_OSS_TARGET_REDUNDANCY_TYPE("x-oss-target-redundancy-type", Kind.PARAMETER),
    RESPONSE_HEADER("responseHeader", Kind.PARAMETER),
    UDF_ID("udfId", Kind.PARAMETER),
    WITH_HASH_CONTEXT("withHashContext", Kind.PARAMETER),
    X_OSS_ENABLE_MD5("x-oss-enable-md5", Kind.PARAMETER),
    X_OSS_ENABLE_SHA1("x-oss-enable-sha1", Kind.PARAMETER),
    X_OSS_ENABLE_SHA256("x-oss-enable-sha256", Kind.PARAMETER),
    X_OSS_HASH_CTX("x-oss-hash-ctx", Kind.PARAMETER),
    X_OSS_MD5_CTX("x-oss-md5-ctx", Kind.PARAMETER),
    ACCESS_POINT_CONFIG_FOR_OBJECT_PROCESS("accessPointConfigForObjectProcess", Kind.SELECTOR),
    ACCESS_POINT_FOR_OBJECT_PROCESS("accessPointForObjectProcess", Kind.SELECTOR),
    ACCESS_POINT_POLICY_FOR_OBJECT_PROCESS("accessPointPolicyForObjectProcess", Kind.SELECTOR),
    CLEAN_RESTORED_OBJECT("cleanRestoredObject", Kind.SELECTOR),
    LEGAL_HOLD("legalHold", Kind.SELECTOR),
    OBJECT_WORM("objectWorm", Kind.SELECTOR),
    OVERWRITE_CONFIG("overwriteConfig", Kind.SELECTOR),
    RETENTION("retention", Kind.SELECTOR),
    USER_DEFINED_LOG_FIELDS_CONFIG("userDefinedLogFieldsConfig", Kind.SELECTOR),
    ACCESSMONITOR("accessmonitor", Kind.SELECTOR),
    REGIONS("regions", Kind.SELECTOR),
    DATA_PIPELINE("dataPipeline", Kind.SELECTOR),
    ACCELERATE("accelerate", Kind.SELECTOR),
    OWNERSHIP_CONTROLS("ownershipControls", Kind.SELECTOR),
    OBJECT_LOCK("object-lock", Kind.SELECTOR),
    NOTIFICATION("notification", Kind.SELECTOR),
    ANALYTICS("analytics", Kind.SELECTOR),
    METRICS("metrics", Kind.SELECTOR),
    INTELLIGENT_TIERING("intelligent-tiering", Kind.SELECTOR),
    ATTRIBUTES("attributes", Kind.SELECTOR),
    TORRENT("torrent", Kind.SELECTOR),
    SELECT("select", Kind.SELECTOR),
    SESSION("session", Kind.SELECTOR);

    private enum Kind {
        SELECTOR,
        PARAMETER
    }

    private static final Map<String, Subresource> BY_KEYWORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Subresource::keyword, Function.identity()));

    private final String keyword;
    private final Kind kind;

    Subresource(String keyword, Kind kind) {
        this.keyword = keyword;
        this.kind = kind;
    }

    public String keyword() {
        return keyword;
    }

    public boolean isSelector() {
        return kind == Kind.SELECTOR;
    }

    public static Optional<Subresource> ofKeyword(String keyword) {
        return Optional.ofNullable(BY_KEYWORD.get(keyword));
    }

    /** The selectors that a query names. */
    static Set<Subresource> selectors(QueryParameters query) {
        if (query.all().isEmpty()) {
            return Set.of();
        }
        Set<Subresource> selectors = EnumSet.noneOf(Subresource.class);
        for (QueryParameters.Parameter parameter : query.all()) {
            ofKeyword(parameter.name()).filter(Subresource::isSelector).ifPresent(selectors::add);
        }
        return selectors;
    }
}
