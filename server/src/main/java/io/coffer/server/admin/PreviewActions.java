package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.model.BucketName;
import io.coffer.model.OssError;
import io.coffer.server.authorization.Decisive;
import io.coffer.server.authorization.Denial;
import io.coffer.server.authorization.Principal;
import io.coffer.server.authorization.RecentRequest;
import io.coffer.server.authorization.policy.MalformedPolicyException;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyKind;
import io.coffer.server.authorization.policy.PolicyOrigin;
import io.coffer.server.authorization.trial.Change;
import io.coffer.server.authorization.trial.Preview;
import io.coffer.server.bucket.AccountSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.identity.IdentityStore;
import io.coffer.server.identity.RamError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells what a policy would have made of the last requests, of the own account or on its buckets. */
public final class PreviewActions implements AdminActionFamily {
    private static final String BUCKET = "BucketName";
    private static final String USER = "UserName";
    private static final String GROUP = "GroupName";
    private static final String ROLE = "RoleName";
    private static final String CONTROL = "ControlPolicy";
    private static final String DOCUMENT = "PolicyDocument";
    private static final String REPLACED = "PolicyName";
    private static final int MOST_SHOWN = 100;

    private final Preview preview;
    private final Buckets buckets;
    private final AccountSettings settings;
    private final IdentityStore identities;

    public PreviewActions(Preview preview, Buckets buckets, AccountSettings settings, IdentityStore identities) {
        this.preview = preview;
        this.buckets = buckets;
        this.settings = settings;
        this.identities = identities;
    }

    @Override
    public List<AdminAction> actions() {
        return List.of(AdminAction.of(
                        AdminService.COFFER,
                        "PreviewPolicy",
                        "Tells which of the last requests a policy would have refused or allowed, without setting it.")
                .optional(BUCKET, USER, GROUP, ROLE, CONTROL, DOCUMENT, REPLACED)
                .on(call -> "acs:coffer::" + call.account() + ":preview/*")
                .handle(this::preview));
    }

    private ObjectNode preview(AdminCall call) {
        Preview.Report report = preview.of(change(call));
        ObjectNode answer = Answer.empty().put("Examined", report.examined());
        report.from().ifPresent(from -> answer.put("From", Answer.time(from)));
        report.to().ifPresent(to -> answer.put("To", Answer.time(to)));
        different(answer, "WouldRefuse", report.wouldRefuse(), call.account());
        different(answer, "WouldAllow", report.wouldAllow(), call.account());
        requests(answer, "Undetermined", report.undetermined(), PreviewActions::one);
        return answer;
    }

    private Change change(AdminCall call) {
        List<String> targets = Stream.of(BUCKET, USER, GROUP, ROLE, CONTROL)
                .filter(name -> call.optional(name).isPresent())
                .toList();
        if (targets.size() != 1) {
            throw new AdminException(
                    400,
                    "InvalidParameter",
                    "Exactly one of BucketName, UserName, GroupName, RoleName and ControlPolicy is needed.");
        }
        AccountId account = call.account();
        return switch (targets.getFirst()) {
            case BUCKET -> ofBucket(call);
            case USER -> {
                String name = identities
                        .callerNamed(account, call.required(USER))
                        .orElseThrow(RamError.NO_SUCH_USER::exception)
                        .userName();
                yield attached(call, Set.of(name), "", "user/" + name);
            }
            case GROUP -> {
                String name =
                        identities.groups().get(account, call.required(GROUP)).name();
                Set<String> users = identities.memberships().members(account, name).stream()
                        .map(member -> member.user().name())
                        .collect(Collectors.toSet());
                yield attached(call, users, "", "group/" + name);
            }
            case ROLE -> {
                String name =
                        identities.roles().get(account, call.required(ROLE)).name();
                yield attached(call, Set.of(), name.toLowerCase(Locale.ROOT), "role/" + name);
            }
            default ->
                new Change.Control(
                        account,
                        call.text(REPLACED),
                        document(call, PolicyKind.IDENTITY, PolicyOrigin.Kind.CONTROL, "account/" + account));
        };
    }

    private Change ofBucket(AdminCall call) {
        String name = call.required(BUCKET);
        // a bucket of another account is as one that is missing: its requests are none of the caller's
        BucketSnapshot bucket = buckets.find(new BucketName(name))
                .filter(found -> found.owner().equals(call.account()))
                .orElseThrow(() -> new AdminException(
                        404, OssError.NO_SUCH_BUCKET.code(), "The account has no bucket of that name."));
        return new Change.OfBucket(
                name,
                document(call, PolicyKind.BUCKET, PolicyOrigin.Kind.BUCKET, ""),
                () -> settings.blocksPublicAccess(bucket));
    }

    private Change attached(AdminCall call, Set<String> users, String role, String holder) {
        return new Change.Attached(
                call.account(),
                users,
                role,
                holder,
                call.text(REPLACED),
                document(call, PolicyKind.IDENTITY, PolicyOrigin.Kind.CUSTOM, holder));
    }

    /** Empty for none. */
    private Optional<Policy> document(AdminCall call, PolicyKind kind, PolicyOrigin.Kind origin, String holder) {
        try {
            String name = call.optional(REPLACED).orElse("(preview)");
            return call.optional(DOCUMENT)
                    .map(text ->
                            identities.policyTexts().brought(kind, text).from(new PolicyOrigin(origin, name, holder)));
        } catch (MalformedPolicyException malformed) {
            throw new AdminException(
                    400, "MalformedPolicyDocument", "The policy document is malformed. " + malformed.getMessage());
        }
    }

    private static void different(ObjectNode answer, String name, List<Preview.Different> all, AccountId reader) {
        requests(answer, name, all, different -> {
            Denial denial = different.denial();
            ObjectNode one = one(different.request())
                    .put("AccessAction", denial.permission().action())
                    .put("Resource", denial.permission().resource().toString())
                    .put("Cause", denial.cause().name());
            Decisive.of(denial)
                    .filter(decisive -> isOf(reader, decisive, denial))
                    .ifPresent(decisive -> SimulationActions.decisive(one, decisive));
            return one;
        });
    }

    /** Which policy of another account decided is not told. */
    private static boolean isOf(AccountId reader, Decisive decisive, Denial denial) {
        String owner = decisive.policy().kind() == PolicyOrigin.Kind.BUCKET
                ? denial.permission().resource().account()
                : Principal.of(denial.caller()).account();
        return owner.equals(reader.value());
    }

    private static <T> void requests(ObjectNode answer, String name, List<T> all, Function<T, ObjectNode> shown) {
        ObjectNode part = answer.putObject(name).put("Count", all.size());
        ArrayNode requests = part.putArray("Request");
        all.stream().limit(MOST_SHOWN).forEach(one -> requests.add(shown.apply(one)));
    }

    private static ObjectNode one(RecentRequest request) {
        Principal caller = Principal.of(request.caller());
        return Answer.empty()
                .put("Id", request.requestId())
                .put("Time", Answer.time(request.at()))
                .put("Operation", request.operation())
                .put("CallerAccount", caller.account())
                .put("Caller", caller.displayName());
    }
}
