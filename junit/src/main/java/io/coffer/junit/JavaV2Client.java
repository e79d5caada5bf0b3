package io.coffer.junit;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import io.coffer.testing.CofferCredentials;
import io.coffer.testing.RunningCoffer;

/** Clients of {@code alibabacloud-oss-v2}; loaded only when a test asks for one, since applications need not have it. */
final class JavaV2Client {
    static final String TYPE = "com.aliyun.sdk.service.oss2.OSSClient";

    private JavaV2Client() {}

    static Object make(ServedTests served, CofferCredentials credentials) {
        RunningCoffer server = served.server();
        OSSClient client = OSSClient.newBuilder()
                .endpoint(server.endpoint())
                .region(server.region())
                .credentialsProvider(
                        new StaticCredentialsProvider(credentials.accessKeyId(), credentials.accessKeySecret()))
                .build();
        return served.closedAtTheEnd(client, () -> close(client));
    }

    private static void close(OSSClient client) {
        try {
            client.close();
        } catch (Exception failure) {
            throw new IllegalStateException("the client cannot be closed", failure);
        }
    }
}
