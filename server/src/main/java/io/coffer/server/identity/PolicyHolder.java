package io.coffer.server.identity;

import java.util.List;
import java.util.Optional;

/** What policies are attached to. */
public sealed interface PolicyHolder<H extends PolicyHolder<H>> permits User, Group, Role {
    HolderKind kind();

    /** Of its own, whatever its name. */
    String id();

    String name();

    List<Attachment> policies();

    H withPolicies(List<Attachment> policies);

    /** How policies tell where they come from, such as {@code user/anna}. */
    default String label() {
        return kind().word() + "/" + name();
    }

    default Optional<Attachment> attachment(PolicyType type, String policyName) {
        return policies().stream()
                .filter(attachment -> attachment.isOf(type, policyName))
                .findFirst();
    }
}
