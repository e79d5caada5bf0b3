package io.coffer.server.identity;

import io.coffer.model.AccountId;
import io.coffer.server.metadata.ControlRecords.Stored;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Which policies are attached to which users, groups and roles. An attachment counts by the holder's record, see
 * {@link Bonds}; one of a system policy needs no note, since that never goes.
 */
public final class Attachments {
    /** of each type of policy */
    private static final int MAX_ATTACHMENTS = 20;

    /** Where a holder is kept. */
    private record Place<H extends PolicyHolder<H>>(String record, Class<H> type, HolderKind kind) {}

    /** A holder of a policy, with how it got it. */
    public record Holding(PolicyHolder<?> holder, Attachment attachment) {}

    private final IdentityRecords records;
    private final Groups groups;
    private final Bonds bonds;
    private final InstantSource clock;

    Attachments(IdentityRecords records, Groups groups, Bonds bonds, InstantSource clock) {
        this.records = records;
        this.groups = groups;
        this.bonds = bonds;
        this.clock = clock;
    }

    private Place<?> place(AccountId account, HolderName holder) {
        return switch (holder.kind()) {
            case USER -> {
                IdentityRules.requireUserName(holder.name());
                yield new Place<>(IdentityRecords.user(account, holder.name()), User.class, holder.kind());
            }
            case GROUP -> {
                String id = groups.stored(account, holder.name()).value().groupId();
                yield new Place<>(IdentityRecords.group(account, id), Group.class, holder.kind());
            }
            case ROLE -> {
                IdentityRules.requireRoleName(holder.name());
                yield new Place<>(IdentityRecords.role(account, holder.name()), Role.class, holder.kind());
            }
        };
    }

    /** @throws RamException when the holder does not exist, has it already or has too many, or the policy goes */
    void attach(AccountId account, RamPolicy policy, HolderName holder) {
        attach(account, policy, place(account, holder));
    }

    private <H extends PolicyHolder<H>> void attach(AccountId account, RamPolicy policy, Place<H> place) {
        H holder = holder(place);
        if (policy.type() == PolicyType.SYSTEM) {
            Attachment attachment =
                    new Attachment(PolicyType.SYSTEM, policy.name(), "", clock.instant(), Optional.empty());
            change(place, current -> attached(current, attachment));
            return;
        }
        String note = Bonds.newNote(holder);
        bonds.bind(
                IdentityRecords.policy(account, policy.name()),
                RamPolicy.class,
                RamError.NO_SUCH_POLICY,
                note,
                noted -> {
                    Attachment attachment = new Attachment(
                            PolicyType.CUSTOM, noted.name(), noted.policyId(), clock.instant(), Optional.of(note));
                    change(place, current -> attached(current, attachment));
                },
                () -> change(
                        place,
                        current -> current.withPolicies(current.policies().stream()
                                .filter(other -> !other.note().equals(Optional.of(note)))
                                .toList())));
    }

    private static <H extends PolicyHolder<H>> H attached(H holder, Attachment attachment) {
        if (holder.attachment(attachment.type(), attachment.name()).isPresent()) {
            throw holder.kind().attachedAlready().exception();
        }
        long ofType = holder.policies().stream()
                .filter(other -> other.type() == attachment.type())
                .count();
        if (ofType >= MAX_ATTACHMENTS) {
            throw holder.kind().tooMany().exception();
        }
        List<Attachment> policies = new ArrayList<>(holder.policies());
        policies.add(attachment);
        return holder.withPolicies(policies);
    }

    /** @throws RamException when the holder does not exist or has no such policy */
    void detach(AccountId account, PolicyType type, String policyName, HolderName holder) {
        detach(account, type, policyName, place(account, holder));
    }

    private <H extends PolicyHolder<H>> void detach(
            AccountId account, PolicyType type, String policyName, Place<H> place) {
        H before = records.change(
                        place.record(),
                        place.type(),
                        place.kind().absent()::exception,
                        current -> detached(current, type, policyName))
                .before();
        if (type == PolicyType.CUSTOM) {
            String note = before.attachment(type, policyName)
                    .flatMap(Attachment::note)
                    .orElse(before.id());
            bonds.release(IdentityRecords.policy(account, policyName), RamPolicy.class, note);
        }
    }

    private static <H extends PolicyHolder<H>> H detached(H holder, PolicyType type, String policyName) {
        List<Attachment> left = holder.policies().stream()
                .filter(attachment -> !attachment.isOf(type, policyName))
                .toList();
        if (left.size() == holder.policies().size()) {
            throw holder.kind().notAttached().exception();
        }
        return holder.withPolicies(left);
    }

    /** @throws RamException when there is no such holder */
    List<Attachment> of(AccountId account, HolderName holder) {
        return holder(place(account, holder)).policies();
    }

    private <H extends PolicyHolder<H>> H holder(Place<H> place) {
        return records.find(place.record(), place.type())
                .map(Stored::value)
                .orElseThrow(place.kind().absent()::exception);
    }

    private <H extends PolicyHolder<H>> void change(Place<H> place, UnaryOperator<H> change) {
        records.update(place.record(), place.type(), place.kind().absent()::exception, change);
    }

    /** Users, groups and roles, in this order, that have the policy. */
    List<Holding> holdings(AccountId account, PolicyType type, String policyName) {
        return holders(account)
                .flatMap(holder ->
                        holder.attachment(type, policyName).map(attachment -> new Holding(holder, attachment)).stream())
                .toList();
    }

    /** What has the policy still, so that it cannot go. */
    Optional<HolderKind> inUse(AccountId account, String policyName) {
        return bonds.find(() -> holdings(account, PolicyType.CUSTOM, policyName).stream()
                .findFirst()
                .map(holding -> holding.holder().kind()));
    }

    /** How often each policy of a type is attached, by name. */
    Map<String, Integer> counts(AccountId account, PolicyType type) {
        Map<String, Integer> counts = new HashMap<>();
        holders(account)
                .flatMap(holder -> holder.policies().stream())
                .filter(attachment -> attachment.type() == type)
                .forEach(attachment -> counts.merge(attachment.name(), 1, Integer::sum));
        return counts;
    }

    private Stream<PolicyHolder<?>> holders(AccountId account) {
        return Stream.of(
                        records.list(IdentityRecords.users(account), User.class),
                        groups.list(account),
                        records.list(IdentityRecords.roles(account), Role.class))
                .flatMap(List::stream);
    }
}
