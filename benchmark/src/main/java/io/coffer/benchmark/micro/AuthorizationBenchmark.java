package io.coffer.benchmark.micro;

import io.coffer.encryption.RootKey;
import io.coffer.encryption.SecretBox;
import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.BucketName;
import io.coffer.model.ObjectKey;
import io.coffer.model.Region;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.RequestBody;
import io.coffer.protocol.Target;
import io.coffer.protocol.signature.RequestSigner;
import io.coffer.protocol.signature.SignableRequest;
import io.coffer.protocol.signature.SigningCredentials;
import io.coffer.protocol.signature.SigningScope;
import io.coffer.server.authentication.Authentication;
import io.coffer.server.authentication.Authenticator;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.FailedSignatures;
import io.coffer.server.authentication.KeyRing;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.BucketFacts;
import io.coffer.server.authorization.Permission;
import io.coffer.server.authorization.Permit;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.authorization.policy.PolicyTexts;
import io.coffer.server.identity.IdentityStore;
import io.coffer.server.identity.KeyHolder;
import io.coffer.server.identity.NewAccessKey;
import io.coffer.server.identity.PolicyType;
import io.coffer.server.identity.UserProfile;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.storage.memory.MemoryStorageEngine;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Who sends a GetObject, and whether it may: each of 1,000 users in turn, whose policy has 100 statements, of which the
 * last allows it. Keys and policies come from the identity store with its cache, as in the server.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AuthorizationBenchmark {
    private static final Region REGION = new Region("cn-hangzhou");
    private static final AccountId ACCOUNT = new AccountId("1234567890123456");
    private static final BucketName BUCKET = new BucketName("data-2026");
    private static final String HOST = "127.0.0.1:9000";
    private static final Target TARGET =
            new Target(Optional.of(BUCKET.value()), Optional.of("shared/report.pdf"), Target.AddressStyle.PATH);
    private static final SignableRequest UNSIGNED =
            new SignableRequest(Method.GET, TARGET, QueryParameters.NONE, Headers.NONE, HOST);
    private static final int USERS = 1000;
    private static final int POLICIES = 20;
    private static final int STATEMENTS = 100;

    private final Instant time = Instant.parse("2026-11-22T10:00:00Z");
    private final Permission permission =
            Permission.onObject("oss:GetObject", REGION, ACCOUNT, BUCKET, new ObjectKey("shared/report.pdf"));
    private final Optional<BucketFacts> facts = Optional.of(
            new BucketFacts(ACCOUNT, BucketAcl.PRIVATE, Optional.empty(), AccessKind.READ, Optional.empty(), false));
    private final Authorizer authorizer = new Authorizer();
    private final Authenticator authenticator;
    private final List<OssRequest> v1 = new ArrayList<>();
    private final List<OssRequest> v4 = new ArrayList<>();
    private final List<OssRequest> v4OfRoot = new ArrayList<>();
    private final List<Caller> callers = new ArrayList<>();
    private int at;

    public AuthorizationBenchmark() {
        Clock clock = Clock.fixed(time, ZoneOffset.UTC);
        RootKey rootKey = RootKey.random();
        IdentityStore identities = new IdentityStore(
                new ControlRecords(new MemoryStorageEngine(), new RecordSeal(rootKey.derive("records/v1"))),
                new SecretBox(rootKey, "secrets/v1"),
                PolicyTexts.withoutVocabulary(),
                clock);
        authenticator = new Authenticator(
                KeyRing.of(identities), SigningScope.of(REGION), new FailedSignatures(0, clock), clock);
        identities.accounts().ensure(ACCOUNT, "benchmark");
        for (int policy = 0; policy < POLICIES; policy++) {
            identities.policies().create(ACCOUNT, "policy-" + policy, "", policy(policy));
        }
        for (int number = 0; number < USERS; number++) {
            String user = "user-" + number;
            identities.users().create(ACCOUNT, user, new UserProfile("", "", "", ""));
            identities.policies().attach(ACCOUNT, PolicyType.CUSTOM, "policy-" + number % POLICIES, user);
            NewAccessKey key = identities.accessKeys().create(KeyHolder.user(ACCOUNT, user));
            v1.add(request(signer(key).signV1(UNSIGNED, time)));
            v4.add(request(signer(key).signV4(UNSIGNED, time, Set.of())));
        }
        NewAccessKey root = identities.accessKeys().create(KeyHolder.root(ACCOUNT));
        v4OfRoot.add(request(signer(root).signV4(UNSIGNED, time, Set.of())));
        // a cold cache is read once, before anything is measured
        v4.forEach(request -> callers.add(authenticator.authenticate(request).caller()));
    }

    private static String policy(int number) {
        List<String> statements = new ArrayList<>();
        for (int statement = 1; statement < STATEMENTS; statement++) {
            statements.add(
                    switch (statement % 4) {
                        case 0 -> """
                            {"Effect": "Deny", "Action": "oss:Delete*", "Resource": "acs:oss:*:*:archive-%d-%d/*"}
                            """.formatted(number, statement);
                        case 1 -> """
                            {"Effect": "Allow", "Action": ["oss:GetObject", "oss:PutObject"],
                             "Resource": "acs:oss:*:*:team-%d-%d/*/shared/*"}
                            """.formatted(number, statement);
                        case 2 -> """
                            {"Effect": "Deny", "Action": "oss:Get*", "Resource": "acs:oss:*:*:data-*/secret-%d/*",
                             "Condition": {"NotIpAddress": {"acs:SourceIp": ["10.%d.0.0/16", "127.0.0.0/8"]}}}
                            """.formatted(statement, statement);
                        default -> """
                            {"Effect": "Deny", "Action": "*", "Resource": "acs:oss:*:*:data-*",
                             "Condition": {"NotIpAddress": {"acs:SourceIp": ["10.%d.0.0/16", "127.0.0.0/8"]}}}
                            """.formatted(statement);
                    });
        }
        statements.add("""
                {"Effect": "Allow", "Action": "oss:Get*", "Resource": "acs:oss:*:*:data-*/shared/*"}
                """);
        return "{\"Version\": \"1\", \"Statement\": [" + String.join(",", statements) + "]}";
    }

    private static RequestSigner signer(NewAccessKey key) {
        return new RequestSigner(
                new SigningCredentials(key.id(), key.secret().use(byte[]::clone), Optional.empty()), REGION);
    }

    private OssRequest request(Headers headers) {
        return new OssRequest(
                "000000000000000000000000",
                Method.GET,
                TARGET,
                Optional.empty(),
                QueryParameters.NONE,
                headers,
                RequestBody.EMPTY,
                Optional.empty(),
                HOST,
                HOST,
                "127.0.0.1",
                time);
    }

    @Benchmark
    public Permit v1() {
        return permit(v1);
    }

    @Benchmark
    public Permit v4() {
        return permit(v4);
    }

    @Benchmark
    public Permit v4OfRoot() {
        return permit(v4OfRoot);
    }

    @Benchmark
    public Authentication v4AuthenticationAlone() {
        return authenticator.authenticate(next(v4));
    }

    @Benchmark
    public Permit authorizationAlone() {
        return permit(next(callers), v4.getFirst());
    }

    private Permit permit(List<OssRequest> requests) {
        OssRequest request = next(requests);
        return permit(authenticator.authenticate(request).caller(), request);
    }

    private Permit permit(Caller caller, OssRequest request) {
        return authorizer.authorize(caller, List.of(permission), facts, RequestContext.of(request));
    }

    private <T> T next(List<T> requests) {
        at = at + 1 >= requests.size() ? 0 : at + 1;
        return requests.get(at);
    }
}
