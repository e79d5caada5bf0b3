package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static io.coffer.server.ring.Administration.COFFER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a simulation says is what the request gets: one table, run both ways. */
class SimulateAccessTest {
    private static final String METHOD = "x-oss-server-side-encryption";

    private static Ring ring;
    private static Client owner;
    private static Map<String, Client> callers;

    /** @param request as the real caller sends it */
    record Case(String principal, String action, String resource, Function<Client, Answer> request, String... context) {
        @Override
        public String toString() {
            return principal + " " + action + " " + resource + " " + Arrays.toString(context);
        }
    }

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner().create("own").create("shared").create("strict").create("kms");
        owner.put("own", "kept", "x");
        owner.put("shared", "open/a", "x");
        owner.put("shared", "closed", "x");
        owner.object(PUT, "shared", "closed")
                .with("acl")
                .header("x-oss-object-acl", "private")
                .send();
        owner.bucket(PUT, "shared")
                .with("acl")
                .header("x-oss-acl", "public-read")
                .send();
        policy("strict", """
                {"Version":"1","Statement":[{"Effect":"Deny","Action":"oss:PutObject","Principal":["*"],
                 "Resource":"*","Condition":{"StringNotEquals":{"oss:%s":"KMS"}}}]}""".formatted(METHOD));
        owner.putRule("kms", "KMS");
        owner.put("kms", "object", "x");
        callers = Map.of(
                "root", owner,
                "anonymous", ring.anonymous(),
                "user/everything", RamUser.client(ring, "everything", "*", "*"),
                "user/storage", RamUser.client(ring, "storage", "oss:*", "*"),
                "user/reader", RamUser.client(ring, "reader", "oss:GetObject", "acs:oss:*:*:own/*"));
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static void policy(String bucket, String text) {
        assertThat(owner.bucket(PUT, bucket).with("policy").body(text).send().outcome())
                .isEqualTo("200");
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String principal : List.of("root", "anonymous", "user/everything", "user/storage", "user/reader")) {
            cases.add(read(principal, "own", "kept"));
            cases.add(read(principal, "shared", "open/a"));
            cases.add(read(principal, "shared", "closed"));
            cases.add(read(principal, "kms", "object"));
            cases.add(write(principal, "own"));
            cases.add(write(principal, "strict"));
            cases.add(write(principal, "strict", "AES256"));
            cases.add(write(principal, "strict", "KMS"));
            cases.add(write(principal, "kms"));
            cases.add(new Case(
                    principal,
                    "oss:ListObjects",
                    "oss://shared",
                    caller -> caller.bucket(GET, "shared").send()));
            cases.add(new Case(
                    principal,
                    "oss:GetBucketEncryption",
                    "oss://kms",
                    caller -> caller.bucket(GET, "kms").with("encryption").send()));
            cases.add(new Case(
                    principal,
                    "oss:ListBuckets",
                    "oss://",
                    caller -> caller.service(GET).send()));
        }
        return cases.stream();
    }

    private static Case read(String principal, String bucket, String key) {
        return new Case(
                principal, "oss:GetObject", "acs:oss:*:*:" + bucket + "/" + key, caller -> caller.get(bucket, key));
    }

    private static Case write(String principal, String bucket) {
        return new Case(
                principal, "oss:PutObject", "oss://" + bucket + "/new", caller -> caller.put(bucket, "new", "x"));
    }

    private static Case write(String principal, String bucket, String method) {
        return new Case(
                principal,
                "oss:PutObject",
                "oss://" + bucket + "/new",
                caller -> caller.object(PUT, bucket, "new")
                        .header(METHOD, method)
                        .body("x")
                        .send(),
                "oss:" + METHOD,
                method);
    }

    private static Administration.Reply simulate(String principal, String action, String resource, String... context) {
        List<String> parameters =
                new ArrayList<>(List.of("Principal", principal, "AccessAction", action, "Resource", resource));
        for (int at = 0; at < context.length; at += 2) {
            parameters.addAll(List.of(
                    "Context." + (at / 2 + 1) + ".Key",
                    context[at],
                    "Context." + (at / 2 + 1) + ".Value",
                    context[at + 1]));
        }
        return ring.administration().call(COFFER, "SimulateAccess", parameters.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWhatTheRequestGets(Case asked) {
        Answer answer = asked.request().apply(callers.get(asked.principal()));
        Administration.Reply reply = simulate(asked.principal(), asked.action(), asked.resource(), asked.context());
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        String real = answer.status() == 403 ? answer.outcomeWithEc() : "Allowed";
        String code =
                reply.text("/Refusal/Status") + " " + reply.text("/Refusal/Code") + " " + reply.text("/Refusal/EC");
        String simulated = reply.text("/Decision").equals("Allowed") ? "Allowed" : code.strip();
        assertThat(simulated).as(reply.body().toString()).isEqualTo(real);
    }

    @Test
    void theStatementThatDecidesIsNamed() {
        Administration.Reply denied = simulate("user/everything", "oss:PutObject", "oss://strict/new");
        assertThat(denied.text("/Decision")).isEqualTo("ExplicitDeny");
        assertThat(denied.text("/DecidedBy/Type")).isEqualTo("BUCKET_POLICY_DENIES");
        assertThat(denied.text("/DecidedBy/PolicyName")).isEqualTo("strict");
        assertThat(denied.text("/DecidedBy/Statement")).isEqualTo("1");
        Administration.Reply allowed = simulate("user/reader", "oss:GetObject", "oss://own/kept");
        assertThat(allowed.text("/DecidedBy/PolicyName")).isEqualTo("reader");
        assertThat(allowed.text("/DecidedBy/PolicyHolder")).isEqualTo("user/reader");
        assertThat(simulate("anonymous", "oss:GetObject", "oss://shared/open/a").text("/DecidedBy/Type"))
                .isEqualTo("ACL");
        assertThat(simulate("root", "oss:GetObject", "oss://own/kept").text("/DecidedBy/Type"))
                .isEqualTo("OWNERSHIP");
    }

    @Test
    void rolesAreTriedWithASessionPolicy() {
        ring.administration()
                .call(Administration.RAM, "CreateRole", "RoleName", "worker", "AssumeRolePolicyDocument", """
                {"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":["*"]}}]}
                """);
        Administration.Reply silent = simulate("role/worker", "oss:GetObject", "oss://own/kept");
        assertThat(silent.text("/Decision")).as(silent.body().toString()).isEqualTo("ImplicitDeny");
        Administration.Reply reply = ring.administration()
                .call(
                        COFFER,
                        "SimulateAccess",
                        "Principal",
                        "role/worker",
                        "SessionPolicy",
                        "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
                        "AccessAction",
                        "oss:GetObject",
                        "Resource",
                        "oss://own/kept");
        assertThat(reply.text("/DecidedBy/Type")).as(reply.body().toString()).isEqualTo("SESSION_POLICY_DENIES");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThat(simulate("user/nobody-there", "oss:GetObject", "oss://own/kept")
                        .text("/Code"))
                .isEqualTo("EntityNotExist.User");
        assertThat(simulate("acs:ram::1:user/x", "oss:GetObject", "oss://own/kept")
                        .text("/Code"))
                .isEqualTo("InvalidParameter.Principal");
        assertThat(simulate("root", "oss:*", "oss://own/kept").text("/Code"))
                .isEqualTo("InvalidParameter.AccessAction");
        assertThat(simulate("root", "oss:NoSuchAction", "oss://own/kept").text("/Code"))
                .isEqualTo("InvalidParameter.AccessAction");
        assertThat(simulate("root", "oss:GetObject", "oss://own").text("/Code"))
                .isEqualTo("InvalidParameter.AccessAction");
        assertThat(simulate("root", "oss:GetObject", "elsewhere").text("/Code")).isEqualTo("InvalidParameter.Resource");
        assertThat(simulate("root", "oss:GetObject", "oss://no-such-bucket/x").text("/Refusal/Code"))
                .isEqualTo("NoSuchBucket");
    }

    @Test
    void anotherAccountsPolicyIsNotShownAndNotProbed() {
        ring.other().create("of-other");
        assertThat(ring.other()
                        .bucket(PUT, "of-other")
                        .with("policy")
                        .body("""
                {"Version":"1","Statement":[{"Effect":"Deny","Action":"oss:*","Principal":["*"],"Resource":"*",
                 "Condition":{"IpAddress":{"acs:SourceIp":"0.0.0.0/0"}}}]}""")
                        .send()
                        .outcome())
                .isEqualTo("200");
        Administration.Reply denied = simulate("root", "oss:GetObject", "oss://of-other/x");
        assertThat(denied.text("/Decision")).isEqualTo("ExplicitDeny");
        assertThat(denied.text("/DecidedBy/Statement")).isEmpty();
        assertThat(denied.body().toString()).doesNotContain("0.0.0.0/0");
        assertThat(simulate("root", "oss:GetObject", "oss://of-other/x", "acs:SourceIp", "10.0.0.1")
                        .text("/Code"))
                .isEqualTo("InvalidParameter.Context");
    }

    @Test
    void rulesBesidePermissionsAreNoted() {
        owner.create("paid");
        owner.bucket(PUT, "paid")
                .with("requestPayment")
                .body("<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>")
                .send();
        owner.bucket(PUT, "paid").with("acl").header("x-oss-acl", "public-read").send();
        assertThat(simulate("anonymous", "oss:ListObjects", "oss://paid").text("/Notes/Note/0/Rule"))
                .isEqualTo("BucketRequestPayment");
        assertThat(simulate("root", "oss:ListObjects", "oss://paid").text("/Notes/Note/0/Rule"))
                .isEmpty();
    }

    @Test
    void itNeedsAPermissionOfItsOwn() {
        Administration own = RamUser.named(ring, "unprivileged").administration();
        assertThat(own.call(
                                COFFER,
                                "SimulateAccess",
                                "Principal",
                                "root",
                                "AccessAction",
                                "oss:GetObject",
                                "Resource",
                                "oss://own/kept")
                        .text("/Code"))
                .isEqualTo("NoPermission");
        assertThat(own.call(COFFER, "PreviewPolicy", "BucketName", "own").text("/Code"))
                .isEqualTo("NoPermission");
    }
}
