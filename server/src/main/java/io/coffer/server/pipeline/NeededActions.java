package io.coffer.server.pipeline;

import io.coffer.protocol.OssRequest;
import io.coffer.server.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The actions that a request needs: the operation's own, and that of each setting which a header gives along with it.
 * Who may only write objects cannot so open them, or change tags that policies go by.
 */
final class NeededActions {
    private static final Map<String, String> ON_BUCKETS =
            Map.of("x-oss-acl", "oss:PutBucketAcl", "x-oss-bucket-tagging", "oss:PutBucketTagging");
    private static final Map<String, String> ON_OBJECTS =
            Map.of("x-oss-object-acl", "oss:PutObjectAcl", "x-oss-tagging", "oss:PutObjectTagging");

    private NeededActions() {}

    static List<String> of(Operation.Access access, OssRequest request) {
        List<String> actions = new ArrayList<>();
        actions.add(access.action());
        Map<String, String> byHeader = switch (access.action()) {
            case "oss:PutBucket" -> ON_BUCKETS;
            case "oss:PutObject" -> ON_OBJECTS;
            default -> Map.of();
        };
        byHeader.forEach((header, action) -> {
            if (request.headers().has(header)) {
                actions.add(action);
            }
        });
        return actions;
    }
}
