package io.coffer.boot.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import io.coffer.testing.RunningCoffer;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextManager;

/** Which tests share a server, and when it ends. */
class ContextsIT {
    @SpringBootTest(classes = Empty.class)
    @AutoConfigureCoffer(buckets = "one")
    static class First {}

    @SpringBootTest(classes = Empty.class)
    @AutoConfigureCoffer(buckets = "one")
    static class Equal {}

    @SpringBootTest(classes = Empty.class)
    @AutoConfigureCoffer(buckets = "other")
    static class Other {}

    @SpringBootTest(classes = Empty.class)
    static class Without {}

    @SpringBootTest(classes = WithClient.class)
    @AutoConfigureCoffer(buckets = "own")
    static class OwnClient {}

    @SpringBootTest(classes = Empty.class)
    @AutoConfigureCoffer(settings = "limits.idle-secnds=5")
    static class Misspelled {}

    @Test
    void equalAnnotationsShareAServer() {
        RunningCoffer first = server(First.class);
        assertThat(server(Equal.class)).isSameAs(first);
        assertThat(server(Other.class).endpoint()).isNotEqualTo(first.endpoint());
    }

    @Test
    void withoutTheAnnotationNothingIsThere() {
        ApplicationContext context = context(Without.class).getApplicationContext();
        assertThat(context.getBeansOfType(RunningCoffer.class)).isEmpty();
        assertThat(context.getBeansOfType(OSS.class)).isEmpty();
    }

    @Test
    void theClientOfTheApplicationStays() {
        ApplicationContext context = context(OwnClient.class).getApplicationContext();
        assertThat(context.getBeansOfType(OSS.class)).containsOnlyKeys("oss");
        assertThat(context.getBean(OSS.class).doesBucketExist("own")).isTrue();
    }

    @Test
    void theServerStopsWithItsContext() {
        TestContext context = context(Other.class);
        URI endpoint = URI.create(
                context.getApplicationContext().getBean(RunningCoffer.class).endpoint());
        context.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
        assertThatThrownBy(() -> new Socket(endpoint.getHost(), endpoint.getPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void aMisspelledSettingIsNamed() {
        TestContext context = context(Misspelled.class);
        assertThatThrownBy(context::getApplicationContext)
                .hasStackTraceContaining("the nearest is COFFER_LIMITS_IDLE_SECONDS");
    }

    private static RunningCoffer server(Class<?> test) {
        return context(test).getApplicationContext().getBean(RunningCoffer.class);
    }

    private static TestContext context(Class<?> test) {
        return new TestContextManager(test).getTestContext();
    }

    @Configuration(proxyBeanMethods = false)
    static class Empty {}

    @Configuration(proxyBeanMethods = false)
    static class WithClient {
        @Bean(destroyMethod = "shutdown")
        OSS oss(Environment environment) {
            return new OSSClientBuilder()
                    .build(
                            environment.getRequiredProperty("coffer.endpoint"),
                            environment.getRequiredProperty("coffer.access-key-id"),
                            environment.getRequiredProperty("coffer.access-key-secret"));
        }
    }
}
