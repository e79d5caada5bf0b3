package io.coffer.boot.test;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import io.coffer.testing.RunningCoffer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Clients of the root user for the SDKs that the application has and makes no client of. */
@AutoConfiguration
public class CofferClientsAutoConfiguration {
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(OSS.class)
    static class JavaV1 {
        @Bean(destroyMethod = "shutdown")
        @ConditionalOnMissingBean
        OSS cofferOss(RunningCoffer server) {
            ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
            configuration.setSignatureVersion(SignVersion.V4);
            return OSSClientBuilder.create()
                    .endpoint(server.endpoint())
                    .region(server.region())
                    .credentialsProvider(new DefaultCredentialProvider(
                            server.root().accessKeyId(), server.root().accessKeySecret()))
                    .clientConfiguration(configuration)
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(OSSClient.class)
    static class JavaV2 {
        @Bean(destroyMethod = "close")
        @ConditionalOnMissingBean
        OSSClient cofferOssClient(RunningCoffer server) {
            return OSSClient.newBuilder()
                    .endpoint(server.endpoint())
                    .region(server.region())
                    .credentialsProvider(new StaticCredentialsProvider(
                            server.root().accessKeyId(), server.root().accessKeySecret()))
                    .build();
        }
    }
}
