package io.coffer.server.authorization;

import io.coffer.model.AccountId;
import io.coffer.model.OssException.Detail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Why a request ended as it did. A value that can be written down and read again.
 *
 * @param operation its name, empty when the request meant none
 * @param outcome {@code Allowed}, or the code of the refusal
 * @param action what was looked at last, such as {@code oss:GetObject}
 * @param resource in the form that policies use
 * @param resourceOwner the account that owns the resource
 * @param explicit whether something refused, rather than that nothing allowed
 * @param policyType the kind of what refused, in OSS's terms
 * @param conditions what conditions could see of the request
 * @param shortened whether findings or conditions were left out for want of room
 */
public record Explanation(
        String requestId,
        Instant at,
        String operation,
        String outcome,
        Principal caller,
        String action,
        String resource,
        String resourceOwner,
        boolean explicit,
        String policyType,
        Map<String, String> conditions,
        List<Finding> findings,
        boolean shortened) {
    public static final String ALLOWED = "Allowed";

    private static final String HIDDEN = "(of another account)";

    public Explanation {
        conditions = new TreeMap<>(conditions);
        findings = List.copyOf(findings);
    }

    /** The same without what a reader must not see; empty for an account that the request does not concern. */
    public Optional<Explanation> seenBy(AccountId reader) {
        boolean owns = reader.value().equals(resourceOwner);
        if (!owns && !reader.value().equals(caller.account())) {
            return Optional.empty();
        }
        List<Finding> seen = new ArrayList<>();
        for (Finding finding : findings) {
            Finding shown = finding.owner().equals(reader.value()) ? visible(finding, owns) : finding.hidden();
            if (!seen.contains(shown)) {
                seen.add(shown);
            }
        }
        return Optional.of(new Explanation(
                requestId,
                at,
                operation,
                outcome,
                caller,
                action,
                owns ? resource : resource.replace(":" + resourceOwner + ":", ":*:"),
                owns ? resourceOwner : "",
                explicit,
                policyType,
                owns ? conditions : withoutOwners(conditions),
                seen,
                shortened));
    }

    /** A policy may look at tags of another account's bucket: whoever wrote it does not see them by that. */
    private static Finding visible(Finding finding, boolean ownsResource) {
        return ownsResource
                ? finding
                : finding.with(finding.mismatches().stream()
                        .map(miss -> OwnersFacts.areIn(miss.part())
                                ? new Finding.Mismatch(miss.part(), miss.expected(), HIDDEN)
                                : miss)
                        .toList());
    }

    private static Map<String, String> withoutOwners(Map<String, String> conditions) {
        return conditions.entrySet().stream()
                .filter(entry -> !OwnersFacts.has(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What OSS tells a caller of its refusal. The message stands last, so that it is the first to be left out. */
    public List<Detail> accessDeniedDetail(Optional<String> message) {
        List<Detail> elements = new ArrayList<>(List.of(
                new Detail("PolicyType", policyType),
                new Detail("AuthPrincipalOwnerId", caller.account()),
                new Detail("AuthPrincipalType", caller.type()),
                new Detail("AuthPrincipalDisplayName", caller.displayName()),
                new Detail("NoPermissionType", explicit ? "ExplicitDeny" : "ImplicitDeny"),
                new Detail("AuthAction", action)));
        message.ifPresent(encoded -> elements.add(new Detail("EncodedDiagnosticMessage", encoded)));
        return elements;
    }

    Explanation with(Map<String, String> shownConditions, List<Finding> shownFindings) {
        return new Explanation(
                requestId,
                at,
                operation,
                outcome,
                caller,
                action,
                resource,
                resourceOwner,
                explicit,
                policyType,
                shownConditions,
                shownFindings,
                true);
    }

    Explanation withResource(int longest) {
        return new Explanation(
                requestId,
                at,
                operation,
                outcome,
                caller,
                action,
                resource.substring(0, Math.min(longest, resource.length())),
                resourceOwner,
                explicit,
                policyType,
                conditions,
                findings,
                shortened);
    }
}
