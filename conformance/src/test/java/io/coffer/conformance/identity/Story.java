package io.coffer.conformance.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import io.coffer.conformance.Contract;
import io.coffer.conformance.ServerProcess;
import io.coffer.conformance.Target;
import io.coffer.conformance.Targets;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;

/** What the stories share: the server, names that nobody else has, and policies. */
abstract class Story {
    static final String READ_USERS = """
            {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "ram:GetUser", "Resource": "*"}]}""";
    static final String READ_OBJECTS = """
            {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "oss:GetObject", "Resource": "*"}]}""";
    private static final String REGION = "cn-hangzhou";

    /** Access key, secret and, of a session, its token. */
    record Credentials(String accessKeyId, String accessKeySecret, Optional<String> securityToken) {
        Credentials(String accessKeyId, String accessKeySecret) {
            this(accessKeyId, accessKeySecret, Optional.empty());
        }
    }

    @BeforeAll
    static void thereIsAnAdministrationPort() {
        assumeTrue(Target.external().isEmpty(), "another endpoint is tested");
    }

    static String newName(String kind) {
        return kind + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Host and port, as the clients want it. */
    static String endpoint() {
        return Targets.administered().administration().getAuthority();
    }

    static Credentials root() {
        Target target = target();
        return new Credentials(target.accessKeyId(), target.accessKeySecret());
    }

    private static Target target() {
        ServerProcess server = Targets.administered();
        return server.target(Contract.DOCUMENTED, Optional.empty());
    }

    /** The object service in that caller's name. */
    static OSS oss(Credentials credentials) {
        ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(SignVersion.V4);
        configuration.setMaxErrorRetry(0);
        return OSSClientBuilder.create()
                .endpoint(target().endpointAt("127.0.0.1"))
                .region(REGION)
                .credentialsProvider(provider(credentials))
                .clientConfiguration(configuration)
                .build();
    }

    private static DefaultCredentialProvider provider(Credentials credentials) {
        String id = credentials.accessKeyId();
        String secret = credentials.accessKeySecret();
        return credentials
                .securityToken()
                .map(token -> new DefaultCredentialProvider(id, secret, token))
                .orElseGet(() -> new DefaultCredentialProvider(id, secret));
    }

    /** As long as a policy may be at Alibaba, with what encodings get wrong. */
    static String longPolicy() {
        StringBuilder resources = new StringBuilder("\"acs:oss:*:*:a b+c/*~\u4e2d\u6587%20\"");
        while (resources.length() < 5_800) {
            resources
                    .append(", \"acs:oss:*:*:bucket-")
                    .append(resources.length())
                    .append("/*\"");
        }
        return "{\"Version\": \"1\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"oss:GetObject\", "
                + "\"Resource\": [" + resources + "]}]}";
    }

    /** That a role trusts one identity. */
    static String trust(String arn) {
        return "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
                + "\"Principal\":{\"RAM\":[\"" + arn + "\"]}}]}";
    }

    /** That its holder may assume one role. */
    static String assuming(String role) {
        return "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\""
                + role + "\"}]}";
    }

    /** The credentials of a session whose role may read objects hold at the object service. */
    static void readsButDoesNotWrite(Credentials temporary) {
        OSS owner = oss(root());
        OSS session = oss(temporary);
        String bucket = newName("bucket");
        try {
            owner.createBucket(bucket);
            owner.putObject(bucket, "a", new ByteArrayInputStream(new byte[3]));
            assertThat(session.getObject(bucket, "a").getObjectMetadata().getContentLength())
                    .isEqualTo(3);
            assertThat(catchThrowable(() -> session.putObject(bucket, "b", new ByteArrayInputStream(new byte[3]))))
                    .hasMessageContaining("AccessDenied");
            owner.deleteObject(bucket, "a");
            owner.deleteBucket(bucket);
        } finally {
            owner.shutdown();
            session.shutdown();
        }
    }

    static void hasRequestId(String requestId) {
        assertThat(requestId).matches("[0-9A-F]{24}");
    }
}
