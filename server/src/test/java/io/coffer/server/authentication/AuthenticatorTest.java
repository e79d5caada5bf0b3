package io.coffer.server.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.model.AccountId;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Region;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.RequestBody;
import io.coffer.protocol.Target;
import io.coffer.protocol.Target.AddressStyle;
import io.coffer.protocol.signature.RequestSigner;
import io.coffer.protocol.signature.SignableRequest;
import io.coffer.protocol.signature.SigningCredentials;
import io.coffer.protocol.signature.SigningScope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuthenticatorTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Region REGION = new Region("cn-hangzhou");
    private static final Caller ROOT = new Caller.Root(new AccountId("1"), "LTAIroot");
    private static final Target BY_HOST =
            new Target(Optional.of("photos"), Optional.of("photos/k"), AddressStyle.VIRTUAL_HOST);
    private static final Target BY_PATH = new Target(Optional.of("photos"), Optional.of("k"), AddressStyle.PATH);

    private final AccessKeyStore keys = id -> switch (id) {
        case "LTAIroot" -> Optional.of(new AccessKey(id, AccessKeySecret.of("secret"), ROOT, true));
        case "LTAIoff" -> Optional.of(new AccessKey(id, AccessKeySecret.of("secret"), ROOT, false));
        default -> Optional.empty();
    };
    private final Authenticator authenticator = new Authenticator(
            KeyRing.of(keys), SigningScope.of(REGION), new FailedSignatures(600, () -> NOW), () -> NOW);

    enum Version {
        V1,
        V4
    }

    @Test
    void aRequestWithoutASignatureIsAnonymous() {
        Authentication authentication = authenticator.authenticate(request(BY_HOST, Headers.NONE, true));
        assertThat(authentication.caller()).isEqualTo(Caller.ANONYMOUS);
        assertThat(authentication.request().target()).isEqualTo(BY_HOST);
        assertThat(authentication.request().otherReading()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aGoodSignatureNamesItsCaller(Version version) {
        Headers headers = sign(version, BY_PATH, "LTAIroot", "secret", Optional.empty());
        Authentication authentication = authenticator.authenticate(request(BY_PATH, headers, false));
        assertThat(authentication.caller()).isEqualTo(ROOT);
        assertThat(authentication.request().target()).isEqualTo(BY_PATH);
    }

    @ParameterizedTest
    @EnumSource
    void theReadingForWhichTheSignatureHoldsIsRight(Version version) {
        Headers byPath = sign(version, BY_PATH, "LTAIroot", "secret", Optional.empty());
        assertThat(authenticator
                        .authenticate(request(BY_HOST, byPath, true))
                        .request()
                        .target())
                .isEqualTo(BY_PATH);
        Headers byHost = sign(version, BY_HOST, "LTAIroot", "secret", Optional.empty());
        assertThat(authenticator
                        .authenticate(request(BY_HOST, byHost, true))
                        .request()
                        .target())
                .isEqualTo(BY_HOST);
        refused(OssError.SIGNATURE_DOES_NOT_MATCH, () -> authenticator.authenticate(request(BY_HOST, byPath, false)));
    }

    @ParameterizedTest
    @EnumSource
    void wrongSecretsAndUnknownOrDisabledKeysAreRefused(Version version) {
        refused(OssError.SIGNATURE_DOES_NOT_MATCH, () -> authenticate(version, "LTAIroot", "Secret", Optional.empty()));
        refused(OssError.INVALID_ACCESS_KEY_ID, () -> authenticate(version, "LTAInone", "secret", Optional.empty()));
        refused(OssError.INVALID_ACCESS_KEY_ID, () -> authenticate(version, "LTAIoff", "secret", Optional.empty()));
        refused(
                OssError.INVALID_SECURITY_TOKEN,
                () -> authenticate(version, "LTAIroot", "secret", Optional.of("token")));
    }

    @Test
    void aKeyOfThisRunHidesAStoredOne() {
        AccessKeyStore both = keys.with(new AccessKey("LTAIroot", AccessKeySecret.of("other"), ROOT, true))
                .with(new AccessKey("LTAIrun", AccessKeySecret.of("run"), ROOT, true));
        assertThat(both.find("LTAIroot").orElseThrow().secret()).isEqualTo(AccessKeySecret.of("other"));
        assertThat(both.find("LTAIrun").orElseThrow().secret()).isEqualTo(AccessKeySecret.of("run"));
        assertThat(both.find("LTAIoff")).isPresent();
        assertThat(both.find("LTAInone")).isEmpty();
    }

    @Test
    void aLentSecretIsWipedAndNeverPrinted() {
        AccessKeySecret secret = AccessKeySecret.of("secret");
        byte[] kept = secret.use(bytes -> bytes);
        assertThat(kept).containsOnly(0);
        assertThat(secret.reveal()).isEqualTo("secret");
        assertThat(new AccessKey("id", secret, ROOT, true).toString())
                .doesNotContain("secret]")
                .contains("redacted");
    }

    private void authenticate(Version version, String id, String secret, Optional<String> token) {
        authenticator.authenticate(request(BY_PATH, sign(version, BY_PATH, id, secret, token), false));
    }

    private static Headers sign(Version version, Target target, String id, String secret, Optional<String> token) {
        RequestSigner signer =
                new RequestSigner(new SigningCredentials(id, secret.getBytes(StandardCharsets.UTF_8), token), REGION);
        SignableRequest request =
                new SignableRequest(Method.GET, target, QueryParameters.NONE, Headers.NONE, "photos.localhost:9000");
        return switch (version) {
            case V1 -> signer.signV1(request, NOW);
            case V4 -> signer.signV4(request, NOW, Set.of());
        };
    }

    private static OssRequest request(Target target, Headers headers, boolean ambiguous) {
        return new OssRequest(
                "5F0A",
                Method.GET,
                target,
                ambiguous ? Optional.of(BY_PATH) : Optional.empty(),
                QueryParameters.NONE,
                headers,
                RequestBody.EMPTY,
                Optional.empty(),
                "photos.localhost:9000",
                "localhost:9000",
                "127.0.0.1",
                NOW);
    }

    private static void refused(OssError error, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        OssException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(error));
    }
}
