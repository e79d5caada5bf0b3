package io.coffer.server.admin;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What of a request and its answer may stand in the audit trail. What is not named here may be a secret. */
final class AuditedParameters {
    private static final Set<String> OPEN = Set.of(
            "UserName",
            "NewUserName",
            "DisplayName",
            "NewDisplayName",
            "Comments",
            "NewComments",
            "UserAccessKeyId",
            "Status",
            "GroupName",
            "NewGroupName",
            "RoleName",
            "NewRoleName",
            "RoleArn",
            "RoleSessionName",
            "DurationSeconds",
            "MaxSessionDuration",
            "NewMaxSessionDuration",
            "AssumeRolePolicyDocument",
            "NewAssumeRolePolicyDocument",
            "PolicyName",
            "PolicyType",
            "PolicyDocument",
            "NewPolicyDocument",
            "Policy",
            "VersionId",
            "SetAsDefault",
            "RotateStrategy",
            "Description",
            "NewDescription",
            "KeyId",
            "KeyUsage",
            "Origin",
            "KeySpec",
            "AliasName",
            "PendingWindowInDays",
            "ProtectionLevel",
            "EnableAutomaticRotation",
            "RotationInterval",
            "Tags",
            "TagKeys",
            "ResourceType",
            "ResourceId.N",
            "Tag.N.Key",
            "Tag.N.Value",
            "TagKey.N",
            "All",
            "ProtectedResourceArn",
            "EnableDeletionProtection",
            "DeletionProtectionDescription",
            "KeyMaterialExpireUnix",
            "AccountId",
            "AccountName",
            "BucketName",
            "DryRun",
            "RewrapId",
            "Directory",
            "KeyVersion",
            "Takes");

    private static final Set<String> MADE = Set.of(
            "AccessKeyId",
            "UserId",
            "GroupId",
            "RoleId",
            "PolicyName",
            "VersionId",
            "KeyId",
            "RewrapId",
            "KeyVersionId",
            "AccountId",
            "AssumedRoleId",
            "Expiration");

    /** Say who signs and how, which is told elsewhere, or are secrets of that. */
    private static final Set<String> OF_THE_SIGNATURE = Set.of(
            "Action",
            "Version",
            "Format",
            "AccessKeyId",
            "Signature",
            "SignatureMethod",
            "SignatureVersion",
            "SignatureNonce",
            "SignatureType",
            "Timestamp",
            "SecurityToken",
            "RegionId");

    private AuditedParameters() {}

    /** Of a parameter that may be secret the trail tells only that it was given, if the action knows it at all. */
    static SortedMap<String, String> of(AdminAction action, AdminCall call) {
        SortedMap<String, String> audited = new TreeMap<>();
        action.parameters().stream()
                .map(AdminAction.Parameter::name)
                .filter(name -> !OF_THE_SIGNATURE.contains(name))
                .forEach(name -> call.indexed(name)
                        .forEach((given, value) -> audited.put(given, OPEN.contains(name) ? value : "[not recorded]")));
        return audited;
    }

    /** The ids of what was made. */
    static SortedMap<String, String> made(ObjectNode answer) {
        SortedMap<String, String> made = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : answer.properties()) {
            if (field.getValue() instanceof ObjectNode thing) {
                made.putAll(made(thing));
            } else if (MADE.contains(field.getKey()) && field.getValue().isString()) {
                made.put(field.getKey(), field.getValue().asString());
            }
        }
        return made;
    }
}
