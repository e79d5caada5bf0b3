package io.coffer.server.identity;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A policy by name. Only its default version counts for requests.
 *
 * @param policyId empty for a system policy
 * @param document JSON text of the default version
 * @param attachedTo notes of attachments; not kept for a system policy
 * @param history absent while the policy is as it was made, with a first version only
 */
public record RamPolicy(
        PolicyType type,
        String policyId,
        String name,
        String description,
        String document,
        Instant created,
        List<String> attachedTo,
        Optional<History> history)
        implements Noted<RamPolicy> {

    /**
     * What became of a policy.
     *
     * @param defaultNumber the number of the default version
     * @param lastNumber the greatest ever given
     * @param others the versions but the default one
     */
    public record History(
            int defaultNumber, int lastNumber, Instant defaultCreated, Instant updated, List<PolicyVersion> others) {}

    private History past() {
        return history.orElseGet(() -> new History(1, 1, created, created, List.of()));
    }

    public PolicyVersion defaultVersion() {
        return new PolicyVersion(past().defaultNumber(), document, past().defaultCreated());
    }

    /** Every version, the oldest first. */
    public List<PolicyVersion> versions() {
        return Stream.concat(past().others().stream(), Stream.of(defaultVersion()))
                .sorted(Comparator.comparingInt(PolicyVersion::number))
                .toList();
    }

    public Instant updated() {
        return past().updated();
    }

    @Override
    public List<String> notes() {
        return attachedTo;
    }

    @Override
    public RamPolicy withNotes(List<String> notes) {
        return new RamPolicy(type, policyId, name, description, document, created, notes, history);
    }

    RamPolicy described(String newDescription, Instant now) {
        RamPolicy described =
                new RamPolicy(type, policyId, name, newDescription, document, created, attachedTo, history);
        return described.withVersions(versions(), defaultVersion().number(), past().lastNumber(), now);
    }

    /** @param defaultNumber of one of the versions */
    RamPolicy withVersions(List<PolicyVersion> versions, int defaultNumber, int lastNumber, Instant now) {
        PolicyVersion chosen = versions.stream()
                .filter(version -> version.number() == defaultNumber)
                .findFirst()
                .orElseThrow();
        List<PolicyVersion> others = versions.stream()
                .filter(version -> version.number() != defaultNumber)
                .toList();
        return new RamPolicy(
                type,
                policyId,
                name,
                description,
                chosen.document(),
                created,
                attachedTo,
                Optional.of(new History(defaultNumber, lastNumber, chosen.created(), now, others)));
    }

    /** The greatest number ever given. */
    int lastNumber() {
        return past().lastNumber();
    }
}
