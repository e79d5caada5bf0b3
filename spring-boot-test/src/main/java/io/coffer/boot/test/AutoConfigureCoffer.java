package io.coffer.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Serves the OSS API in this process for the application context of a test: it is there before the context and stops
 * with it. Tests with equal annotations share the context, and with it the server, as Spring's context cache has it.
 *
 * <p>The environment gets {@code coffer.endpoint}, {@code coffer.admin-endpoint}, {@code coffer.region},
 * {@code coffer.access-key-id} and {@code coffer.access-key-secret}, and the same under the names of Alibaba's starters:
 * {@code spring.cloud.alicloud.*} and {@code alibaba.cloud.*}. The context gets the server as
 * {@link io.coffer.testing.RunningCoffer}, and a client of each OSS SDK that is on the class path, unless the
 * application defines its own.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ImportAutoConfiguration(CofferClientsAutoConfiguration.class)
public @interface AutoConfigureCoffer {
    /** Buckets that are there when the context starts. */
    String[] buckets() default {};

    /** The method that encrypts new objects by default: {@code none}, {@code AES256}, {@code SM4} or {@code KMS}. */
    String encryption() default "none";

    /** The region that the server stands for. */
    String region() default "cn-hangzhou";

    /** More of the configuration, each as {@code key=value}, such as {@code limits.idle-seconds=5}. */
    String[] settings() default {};
}
