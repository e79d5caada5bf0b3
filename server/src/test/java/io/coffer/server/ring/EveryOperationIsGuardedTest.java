package io.coffer.server.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.Method;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.Subresource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the catalogue refuses those who may not, by a real request each: nobody in particular on a private
 * bucket, a user without policies, another account, and a user who may do everything but this.
 */
class EveryOperationIsGuardedTest {
    private static final String BUCKET = "guarded";
    private static final String KEY = "key";
    private static final String DELETION = "<Delete><Object><Key>" + KEY + "</Key></Object></Delete>";

    private static final Map<String, RamUser> ALL_BUT = new HashMap<>();

    private static Ring ring;
    private static String bare;
    private static RamUser powerless;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        ring.owner().create(BUCKET);
        ring.owner().put(BUCKET, KEY, "text");
        powerless = RamUser.named(ring, "powerless");
        bare = fingerprint();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    static Stream<Operation> operations() {
        // what is open to everybody is open: CatalogTest says that it is the preflight alone
        return ring.catalog().operations().stream()
                .filter(operation -> !(operation.access().subject() instanceof Operation.Subject.Open));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesNobodyInParticular(Operation operation) {
        assertThat(send(operation, Optional.empty()).outcome()).isEqualTo("403 AccessDenied");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesAUserWithoutPolicies(Operation operation) {
        assertThat(send(operation, Optional.of(powerless)).outcome()).isEqualTo("403 AccessDenied");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesAUserWithEverythingButIts(Operation operation) {
        RamUser user = ALL_BUT.computeIfAbsent(operation.access().action(), action -> allBut(operation.access()));
        assertThat(send(operation, Optional.of(user)).outcome()).isEqualTo("403 AccessDenied");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesAnotherAccount(Operation operation) {
        if (operation.access().subject() instanceof Operation.Subject.OwnAccount
                || operation.route().level() == Level.SERVICE) {
            return; // its own buckets are its own business
        }
        assertThat(send(operation, Optional.of(stranger())).outcome()).isEqualTo("403 AccessDenied");
    }

    /** The root of another account, as if it were one of its users: it is only asked to send. */
    private static RamUser stranger() {
        return new RamUser(ring, ring.administration(), "", "LTAIother", "other-secret");
    }

    @Test
    void nothingOfItChangedTheBucket() {
        assertThat(fingerprint()).isEqualTo(bare);
    }

    private static Answer send(Operation operation, Optional<RamUser> sender) {
        if (operation.body() instanceof Operation.Body.Form) {
            return form(sender);
        }
        Client client = sender.map(RamUser::client).orElseGet(ring::anonymous);
        Call call = switch (operation.route().level()) {
            case SERVICE -> client.service(operation.route().method());
            case BUCKET -> client.bucket(operation.route().method(), BUCKET);
            case OBJECT -> client.object(operation.route().method(), BUCKET, KEY);
        };
        for (Subresource selector : operation.route().selectors()) {
            boolean valued = operation.route().parameter().stream()
                    .anyMatch(parameter -> parameter.name().equals(selector.keyword()));
            if (!valued) {
                call.with(selector.keyword());
            }
        }
        operation
                .route()
                .parameter()
                .ifPresent(parameter -> call.with(
                        parameter.name(),
                        parameter.values().isEmpty() ? "1" : parameter.values().getFirst()));
        operation.route().header().ifPresent(name -> call.header(name, "/" + BUCKET + "/" + KEY));
        if (operation.access().subject() instanceof Operation.Subject.EachItem) {
            call.header("content-md5", md5(DELETION)).body(DELETION);
        }
        return call.send();
    }

    private static Answer form(Optional<RamUser> sender) {
        Form form = new Form().field("key", KEY);
        sender.ifPresent(user -> form.signed(
                user.accessKeyId(), user.secret(), Form.policy(ring.clock().instant())));
        return ring.anonymous()
                .bucket(Method.POST, BUCKET)
                .header("content-type", Form.TYPE)
                .body(form.file("other").bytes())
                .send();
    }

    private static RamUser allBut(Operation.Access access) {
        return RamUser.named(ring, access.action().replace("oss:", "all-but-"))
                .with("""
                {"Version": "1", "Statement": [{"Effect": "Allow", "NotAction": ["%s", "%s"], "Resource": "*"}]}
                """.formatted(access.action(), access.versionAction()));
    }

    private static String fingerprint() {
        Client owner = ring.owner();
        return owner.get(BUCKET, KEY).text()
                + owner.bucket(Method.GET, BUCKET)
                        .with("bucketInfo")
                        .send()
                        .text()
                        .replaceAll("<RequestId>.*?<", "<")
                + owner.bucket(Method.GET, BUCKET).with("policy").send().outcome()
                + owner.bucket(Method.GET, BUCKET).with("lifecycle").send().outcome()
                + owner.bucket(Method.GET, BUCKET).send().text();
    }

    private static String md5(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
