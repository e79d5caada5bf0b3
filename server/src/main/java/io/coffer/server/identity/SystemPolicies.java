package io.coffer.server.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The policies that every account has, under the names they have at Alibaba. */
final class SystemPolicies {
    private static final Instant CREATED = Instant.parse("2026-11-01T00:00:00Z");

    static final List<RamPolicy> ALL = List.of(
            policy("AdministratorAccess", "Everything in the account.", "\"*\""),
            policy(
                    "AliyunKMSCryptoUserAccess",
                    "Encrypts and decrypts with master keys, which SSE-KMS needs.",
                    "[\"kms:Encrypt\",\"kms:Decrypt\",\"kms:GenerateDataKey*\"]"),
            policy("AliyunKMSFullAccess", "Every action on master keys.", "\"kms:*\""),
            policy("AliyunKMSReadOnlyAccess", "Lists and describes master keys.", "[\"kms:List*\",\"kms:Describe*\"]"),
            policy("AliyunOSSFullAccess", "Every action on buckets and objects.", "\"oss:*\""),
            policy("AliyunOSSReadOnlyAccess", "Reads and lists buckets and objects.", "[\"oss:Get*\",\"oss:List*\"]"),
            policy(
                    "AliyunRAMFullAccess",
                    "Every action on users, access keys, groups, roles and policies.",
                    "\"ram:*\""),
            policy(
                    "AliyunRAMReadOnlyAccess",
                    "Reads users, access keys, groups, roles and policies.",
                    "[\"ram:Get*\",\"ram:List*\"]"),
            policy("AliyunSTSAssumeRoleAccess", "Assumes roles that trust the caller.", "\"sts:AssumeRole\""));

    private SystemPolicies() {}

    static Optional<RamPolicy> find(String name) {
        return ALL.stream().filter(policy -> policy.name().equals(name)).findFirst();
    }

    private static RamPolicy policy(String name, String description, String actions) {
        String document = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":" + actions
                + ",\"Resource\":\"*\"}]}";
        return new RamPolicy(PolicyType.SYSTEM, "", name, description, document, CREATED, List.of(), Optional.empty());
    }
}
