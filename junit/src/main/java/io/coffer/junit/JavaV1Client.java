package io.coffer.junit;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import io.coffer.testing.CofferCredentials;
import io.coffer.testing.RunningCoffer;

/** Clients of {@code aliyun-sdk-oss}; loaded only when a test asks for one, since applications need not have it. */
final class JavaV1Client {
    static final String TYPE = "com.aliyun.oss.OSS";

    private JavaV1Client() {}

    static Object make(ServedTests served, CofferCredentials credentials) {
        RunningCoffer server = served.server();
        ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(SignVersion.V4);
        OSS client = OSSClientBuilder.create()
                .endpoint(server.endpoint())
                .region(server.region())
                .credentialsProvider(
                        new DefaultCredentialProvider(credentials.accessKeyId(), credentials.accessKeySecret()))
                .clientConfiguration(configuration)
                .build();
        return served.closedAtTheEnd(client, client::shutdown);
    }
}
