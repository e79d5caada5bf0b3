package example;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
@ConfigurationPropertiesScan
public class ArchiveApplication {
    @ConfigurationProperties("archive")
    public record Settings(String endpoint, String bucket, String accessKeyId, String accessKeySecret) {}

    @Bean(destroyMethod = "shutdown")
    OSS oss(Settings settings) {
        return new OSSClientBuilder().build(settings.endpoint(), settings.accessKeyId(), settings.accessKeySecret());
    }

    public static void main(String[] arguments) {
        SpringApplication.run(ArchiveApplication.class, arguments);
    }
}
