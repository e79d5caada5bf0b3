package io.coffer.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Serves the OSS API in this process: on a class, one server for all its tests; on a method, one for that test alone.
 *
 * <p>Parameters of tests, constructors and life-cycle methods are filled in:
 * {@link io.coffer.testing.RunningCoffer}, {@link io.coffer.testing.CofferCredentials}, the endpoint as a
 * {@link java.net.URI}, and a ready client: {@code com.aliyun.oss.OSS} or {@code com.aliyun.sdk.service.oss2.OSSClient},
 * when the application has that SDK. Clients and credentials are the root user's, or with {@link As} those of a
 * {@link RamUser}.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CofferExtension.class)
public @interface CofferServer {
    /** Buckets that are there when the tests begin. */
    String[] buckets() default {};

    /** The method that encrypts new objects by default: {@code none}, {@code AES256}, {@code SM4} or {@code KMS}. */
    String encryption() default "none";

    /** The region that the server stands for. */
    String region() default "cn-hangzhou";

    /** Whether data lies in a temporary directory on disk; the engine {@code embedded} must be on the class path. */
    boolean onDisk() default false;

    /** More of the configuration, each as {@code key=value}, such as {@code limits.idle-seconds=5}. */
    String[] settings() default {};
}
