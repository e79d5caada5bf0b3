package io.coffer.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.BucketAcl;
import io.coffer.model.BucketName;
import io.coffer.model.ObjectAcl;
import io.coffer.model.ObjectKey;
import io.coffer.model.Region;
import io.coffer.server.authorization.AuthorizationCases.Case;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the table is decided as it says, for the reason it says. */
class AuthorizationTableTest {
    private static final Region REGION = new Region("cn-hangzhou");
    private static final BucketName BUCKET = new BucketName("photos");
    private static final AuthorizationCases TABLE = AuthorizationCases.load();
    private static final Set<String> READS =
            Set.of("GetObject", "HeadObject", "GETOBJECT", "GetObjectVersion", "ListObjects", "ListObjectVersions");
    private static final Set<String> WRITES =
            Set.of("PutObject", "DeleteObject", "DeleteObjectVersion", "AbortMultipartUpload");
    private static final Set<String> OF_KEYS = Set.of("Decrypt", "Encrypt", "GenerateDataKey");
    private final Authorizer authorizer = new Authorizer();

    static Stream<Case> cases() {
        return TABLE.all().stream();
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(TABLE.all()).hasSizeGreaterThanOrEqualTo(300);
        assertThat(TABLE.all()).extracting(Case::toString).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isDecidedAsTheTableSays(Case asked) {
        AccessRequest request = new AccessRequest(List.of(permission(asked)), facts(asked), circumstances(asked));
        Verdict verdict = authorizer.judge(TABLE.caller(asked), List.of(request), context());
        assertThat(reason(verdict)).isEqualTo(asked.reason());
    }

    private static RequestContext circumstances(Case asked) {
        RequestContext circumstances = RequestContext.EMPTY;
        for (Map.Entry<String, String> value : asked.context().entrySet()) {
            circumstances = circumstances.and(value.getKey(), value.getValue());
        }
        return circumstances;
    }

    private static String reason(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Granted granted ->
                switch (granted.allowance()) {
                    case OWNERSHIP -> "+own";
                    case IDENTITY_POLICY -> "+identity";
                    case BUCKET_POLICY -> "+bucket";
                    case ACL -> "+acl";
                };
            case Verdict.Denied denied ->
                switch (denied.denial().cause()) {
                    case CONTROL_POLICY_DENIES -> "-control!";
                    case CONTROL_POLICY_SILENT -> "-control";
                    case SESSION_POLICY_DENIES -> "-session!";
                    case SESSION_POLICY_SILENT -> "-session";
                    case IDENTITY_POLICY_DENIES -> "-identity!";
                    case BUCKET_POLICY_DENIES -> "-bucket!";
                    case BOTH_POLICIES_DENY -> "-both!";
                    case TRUST_POLICY_DENIES -> "-trust!";
                    case TRUST_POLICY_SILENT -> "-trust";
                    case NOTHING_ALLOWS -> "-nothing";
                };
        };
    }

    private static Permission permission(Case asked) {
        String action = "oss:" + (asked.action().equals("HeadObject") ? "GetObject" : asked.action());
        if (asked.target().startsWith("key:")) {
            assertThat(OF_KEYS).contains(asked.action());
            return Permission.onKey(
                    "kms:" + asked.action(),
                    REGION,
                    AuthorizationCases.OWNER,
                    asked.target().substring("key:".length()));
        }
        return switch (asked.target()) {
            case "*" ->
                Permission.onService(
                        action, REGION, TABLE.caller(asked).accountId().orElse(AuthorizationCases.OWNER));
            case "." -> Permission.onBucket(action, REGION, AuthorizationCases.OWNER, BUCKET);
            default ->
                Permission.onObject(action, REGION, AuthorizationCases.OWNER, BUCKET, new ObjectKey(asked.target()));
        };
    }

    private static Optional<BucketFacts> facts(Case asked) {
        if (asked.target().equals("*") || asked.target().startsWith("key:")) {
            return Optional.empty();
        }
        AccessKind kind = READS.contains(asked.action())
                ? AccessKind.READ
                : WRITES.contains(asked.action()) ? AccessKind.WRITE : AccessKind.ADMINISTRATIVE;
        Optional<ObjectAcl> ofObject = asked.target().equals(".")
                ? Optional.empty()
                : asked.bucket()
                        .objectAcl()
                        .map(text -> ObjectAcl.fromWire(text).orElseThrow());
        return Optional.of(new BucketFacts(
                AuthorizationCases.OWNER,
                BucketAcl.fromWire(asked.bucket().acl()).orElseThrow(),
                ofObject,
                kind,
                asked.bucket().policy().map(TABLE::bucketPolicy),
                asked.bucket().blocked()));
    }

    private static RequestContext context() {
        return RequestContext.of("203.0.113.9", false, Optional.of("test"), Instant.parse("2026-11-22T12:00:00Z"));
    }
}
