package io.coffer.boot.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.OSS;
import com.aliyun.sdk.service.oss2.OSSClient;
import io.coffer.testing.CofferServer;
import io.coffer.testing.RunningCoffer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications with one SDK, or with none. */
class WithoutSdksIT {
    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(CofferClientsAutoConfiguration.class))
            .withBean(RunningCoffer.class, CofferServer::start);

    @Test
    void whatIsNotOnTheClassPathIsNotOffered() {
        contexts.withClassLoader(new FilteredClassLoader("com.aliyun.oss"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(OSSClient.class));
        contexts.withClassLoader(new FilteredClassLoader("com.aliyun.sdk"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(OSS.class));
        contexts.withClassLoader(new FilteredClassLoader("com.aliyun"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(RunningCoffer.class));
    }
}
