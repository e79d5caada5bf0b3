package io.coffer.conformance.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectResult;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.retry.NopRetryer;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.ram.model.v20150501.CreateRoleResponse;
import com.aliyuncs.sts.model.v20150401.AssumeRoleResponse;
import com.aliyuncs.sts.model.v20150401.GetCallerIdentityRequest;
import com.aliyuncs.sts.model.v20150401.GetCallerIdentityResponse;
import io.coffer.conformance.Content;
import io.coffer.conformance.Contract;
import io.coffer.conformance.Targets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Temporary credentials from the STS client, in the hands of the object clients. */
final class SessionsIT extends RoleStory {
    private static final String ONLY_PUT_BUCKET = READ_OBJECTS.replace("oss:GetObject", "oss:PutBucket");

    private static String ossEndpoint() {
        return Targets.administered()
                .target(Contract.DOCUMENTED, Optional.empty())
                .endpointAt("127.0.0.1");
    }

    private static OSS v1(Credentials session, SignVersion version) {
        ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(version);
        configuration.setMaxErrorRetry(0);
        return OSSClientBuilder.create()
                .endpoint(ossEndpoint())
                .region("cn-hangzhou")
                .credentialsProvider(new DefaultCredentialProvider(
                        session.accessKeyId(),
                        session.accessKeySecret(),
                        session.securityToken().orElse("")))
                .clientConfiguration(configuration)
                .build();
    }

    private static OSSClient v2(Credentials session, String version) {
        return OSSClient.newBuilder()
                .endpoint(ossEndpoint())
                .region("cn-hangzhou")
                .signatureVersion(version)
                .retryer(new NopRetryer())
                .credentialsProvider(new StaticCredentialsProvider(
                        session.accessKeyId(),
                        session.accessKeySecret(),
                        session.securityToken().orElse("")))
                .build();
    }

    @Test
    void theAnswerOfTheStsClientIsWhole() throws ClientException {
        CreateRoleResponse.Role role = newRole(FOR_ALL);
        Credentials assumer = newAssumer();
        AssumeRoleResponse answer = ask(assumer, assume(role.getArn(), Optional.empty()));
        assertThat(answer.getAssumedRoleUser().getArn()).isEqualTo(role.getArn() + "/anna@example.com");
        assertThat(answer.getAssumedRoleUser().getAssumedRoleId()).isEqualTo(role.getRoleId() + ":anna@example.com");
        assertThat(answer.getCredentials().getAccessKeyId()).startsWith("STS.");
        assertThat(Instant.parse(answer.getCredentials().getExpiration()))
                .isBetween(Instant.now().plusSeconds(800), Instant.now().plusSeconds(960));
        GetCallerIdentityResponse identity =
                ask(session(assumer, role.getArn(), Optional.empty()), new GetCallerIdentityRequest());
        assertThat(identity.getIdentityType()).isEqualTo("AssumedRoleUser");
        assertThat(identity.getRoleId()).isEqualTo(role.getRoleId());
        refused("NoPermission", root(), assume(role.getArn(), Optional.empty()));
        refused("InvalidParameter.PolicyGrammar", assumer, assume(role.getArn(), Optional.of("{")));
    }

    @ParameterizedTest
    @EnumSource(
            value = SignVersion.class,
            names = {"V1", "V2", "V4"})
    void theFirstJavaClientSendsTheToken(SignVersion version) throws ClientException, IOException {
        Credentials session = session(newAssumer(), newRole(FOR_ALL).getArn(), Optional.empty());
        OSS oss = v1(session, version);
        String bucket = Content.newBucketName();
        oss.createBucket(bucket);
        oss.putObject(bucket, "key", new ByteArrayInputStream("text".getBytes(StandardCharsets.UTF_8)));
        try (InputStream content = oss.getObject(bucket, "key").getObjectContent()) {
            assertThat(content).hasContent("text");
        }
        URL url =
                oss.generatePresignedUrl(bucket, "key", Date.from(Instant.now().plus(Duration.ofMinutes(5))));
        try (InputStream content = url.openStream()) {
            assertThat(content).hasContent("text");
        }
        oss.deleteObject(bucket, "key");
        oss.deleteBucket(bucket);
        oss.shutdown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v4"})
    void theSecondJavaClientSendsTheToken(String version) throws Exception {
        Credentials session = session(newAssumer(), newRole(FOR_ALL).getArn(), Optional.empty());
        OSS behind = v1(session, SignVersion.V4);
        String bucket = Content.newBucketName();
        behind.createBucket(bucket);
        GetObjectRequest get =
                GetObjectRequest.newBuilder().bucket(bucket).key("key").build();
        try (OSSClient oss = v2(session, version);
                OSSClient without = v2(new Credentials(session.accessKeyId(), session.accessKeySecret()), version)) {
            oss.putObject(PutObjectRequest.newBuilder()
                    .bucket(bucket)
                    .key("key")
                    .body(BinaryData.fromString("text"))
                    .build());
            try (GetObjectResult result = oss.getObject(get)) {
                assertThat(result.body()).hasContent("text");
            }
            ServiceException refusal = ServiceException.asCause(catchThrowable(() -> without.getObject(get)));
            assertThat(refusal.errorCode()).isEqualTo("InvalidAccessKeyId");
        }
        behind.deleteObject(bucket, "key");
        behind.deleteBucket(bucket);
        behind.shutdown();
    }

    @ParameterizedTest
    @EnumSource(
            value = SignVersion.class,
            names = {"V1", "V4"})
    void aSessionsPolicyBoundsIt(SignVersion version) throws ClientException {
        String role = newRole(FOR_ALL).getArn();
        Credentials assumer = newAssumer();
        OSS bounded = v1(session(assumer, role, Optional.of(ONLY_PUT_BUCKET)), version);
        OSS free = v1(session(assumer, role, Optional.empty()), version);
        String bucket = Content.newBucketName();
        bounded.createBucket(bucket);
        OSSException refusal = catchThrowableOfType(OSSException.class, () -> bounded.listObjects(bucket));
        assertThat(refusal.getErrorCode()).isEqualTo("AccessDenied");
        assertThat(refusal.getErrorMessage()).isEqualTo("Access denied by authorizer's policy.");
        assertThat(refusal.getEC()).isEqualTo("0003-00000301");
        assertThat(catchThrowableOfType(OSSException.class, () -> bounded.getObjectMetadata(bucket, "key"))
                        .getErrorCode())
                .isEqualTo("AccessDenied");
        free.deleteBucket(bucket);
        bounded.shutdown();
        free.shutdown();
    }

    @Test
    void aBrokenTokenIsToldFromAWrongSecret() throws ClientException {
        Credentials session = session(newAssumer(), newRole(FOR_ALL).getArn(), Optional.empty());
        OSS broken = v1(
                new Credentials(session.accessKeyId(), session.accessKeySecret(), Optional.of("bm8=")), SignVersion.V4);
        assertThat(catchThrowableOfType(OSSException.class, broken::listBuckets).getErrorCode())
                .isEqualTo("InvalidSecurityToken");
        OSS wrong = v1(new Credentials(session.accessKeyId(), "wrong", session.securityToken()), SignVersion.V4);
        assertThat(catchThrowableOfType(OSSException.class, wrong::listBuckets).getErrorCode())
                .isEqualTo("SignatureDoesNotMatch");
        broken.shutdown();
        wrong.shutdown();
    }
}
