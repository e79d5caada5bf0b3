package io.coffer.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.RootKey;
import io.coffer.encryption.SecretBox;
import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.BucketName;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Region;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.RequestBody;
import io.coffer.protocol.Target;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.PolicySet;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.authorization.AccessRequest;
import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.BucketFacts;
import io.coffer.server.authorization.Denial;
import io.coffer.server.authorization.DiagnosticMessages;
import io.coffer.server.authorization.Explanation;
import io.coffer.server.authorization.Permission;
import io.coffer.server.authorization.RecentRequests;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.authorization.Verdict;
import io.coffer.server.authorization.policy.PolicyParser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetrospectTest {
    private static final AccountId OWNER = new AccountId("1111222233334444");
    private static final Region REGION = new Region("cn-hangzhou");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Target TARGET = new Target(Optional.of("photos"), Optional.of("k"), Target.AddressStyle.PATH);
    private static final OssRequest REQUEST = new OssRequest(
            "5A016E35CB3DB13FD2BAAB3A",
            Method.GET,
            TARGET,
            Optional.empty(),
            QueryParameters.NONE,
            Headers.NONE,
            RequestBody.EMPTY,
            Optional.empty(),
            "localhost",
            "localhost",
            "127.0.0.1",
            NOW);

    private final RecentRequests recent = new RecentRequests(10);
    private final DiagnosticMessages messages =
            new DiagnosticMessages(new SecretBox(RootKey.random(), "diagnostics/v1"));
    private final Retrospect retrospect = new Retrospect(recent, messages, REGION);

    @Test
    void aRoleIsToldByRoleAndSession() {
        Caller role = role("{\"Version\":\"1\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"oss:GetObject\","
                + "\"Resource\":\"*\"}}");
        OssException refusal = refused(role, denial(role));
        OssException.Detail detail = detail(refusal);
        assertThat(detail.children())
                .startsWith(
                        new OssException.Detail("PolicyType", "SessionPolicy"),
                        new OssException.Detail("AuthPrincipalOwnerId", OWNER.value()),
                        new OssException.Detail("AuthPrincipalType", "AssumedRoleUser"),
                        new OssException.Detail("AuthPrincipalDisplayName", "reader:session-1"),
                        new OssException.Detail("NoPermissionType", "ExplicitDeny"),
                        new OssException.Detail("AuthAction", "oss:GetObject"));
        assertThat(refusal.details())
                .endsWith(
                        new OssException.Detail("Bucket", "photos"),
                        new OssException.Detail("User", "reader:session-1"));
        Explanation decoded =
                messages.decode(detail.children().getLast().value()).orElseThrow();
        assertThat(decoded.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.statement()).isEqualTo(1));
        assertThat(recent.find(REQUEST.requestId())).isPresent();
    }

    @Test
    void anImplicitDenyOfASessionIsTold() {
        Caller role = role("{\"Version\":\"1\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"oss:PutObject\","
                + "\"Resource\":\"*\"}}");
        assertThat(detail(refused(role, denial(role))).children())
                .contains(
                        new OssException.Detail("PolicyType", "SessionPolicy"),
                        new OssException.Detail("NoPermissionType", "ImplicitDeny"));
    }

    @Test
    void whatIsNotForbiddenIsRememberedAndNotExplained() {
        Caller role =
                role("{\"Version\":\"1\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
        OssException missing = OssError.NO_SUCH_KEY.exception();
        retrospect.on(REQUEST, new Inquiry(), new Outcome.Refused(Optional.empty(), missing, 404).with(trace(role)));
        assertThat(missing.details()).isEmpty();
        assertThat(recent.find(REQUEST.requestId()))
                .hasValueSatisfying(request -> assertThat(request.code()).contains("NoSuchKey"));
    }

    private OssException refused(Caller caller, Denial denial) {
        OssException refusal = denial.refusal();
        retrospect.on(
                REQUEST,
                new Inquiry(),
                new Outcome.Refused(Optional.empty(), refusal, 403, Optional.of(denial)).with(trace(caller)));
        return refusal;
    }

    private static OssException.Detail detail(OssException refusal) {
        return refusal.details().stream()
                .filter(detail -> detail.name().equals("AccessDeniedDetail"))
                .findFirst()
                .orElseThrow();
    }

    private static Trace trace(Caller caller) {
        return new Trace(Optional.of(TARGET), Optional.of(caller), Optional.empty());
    }

    private static Caller role(String sessionPolicy) {
        PolicySet policies = new PolicySet(
                List.of(),
                Optional.of(PolicyParser.identityPolicy(sessionPolicy)),
                List.of(
                        PolicyParser.identityPolicy(
                                "{\"Version\":\"1\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}")));
        return new Caller.AssumedRole(OWNER, "reader", "300", "session-1", policies, "STS.x");
    }

    private static Denial denial(Caller caller) {
        Permission read =
                Permission.onObject("oss:GetObject", REGION, OWNER, new BucketName("photos"), new ObjectKey("k"));
        BucketFacts facts =
                new BucketFacts(OWNER, BucketAcl.PRIVATE, Optional.empty(), AccessKind.READ, Optional.empty(), false);
        AccessRequest asked = new AccessRequest(List.of(read), Optional.of(facts));
        return switch (new Authorizer().judge(caller, List.of(asked), RequestContext.of(REQUEST))) {
            case Verdict.Granted granted -> throw new AssertionError("allowed");
            case Verdict.Denied denied -> denied.denial();
        };
    }
}
