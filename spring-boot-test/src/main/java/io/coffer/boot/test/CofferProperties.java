package io.coffer.boot.test;

import io.coffer.testing.RunningCoffer;
import java.util.Map;
import java.util.TreeMap;

/** What an application reads from its environment to reach the server. */
final class CofferProperties {
    private CofferProperties() {}

    static Map<String, Object> of(RunningCoffer server) {
        Map<String, Object> properties = new TreeMap<>();
        properties.put("coffer.endpoint", server.endpoint());
        properties.put("coffer.admin-endpoint", server.adminEndpoint());
        properties.put("coffer.region", server.region());
        properties.put("coffer.access-key-id", server.root().accessKeyId());
        properties.put("coffer.access-key-secret", server.root().accessKeySecret());
        // spring-cloud-starter-alicloud-oss, and aliyun-oss-spring-boot-starter after it
        for (String prefix : new String[] {"spring.cloud.alicloud.", "alibaba.cloud."}) {
            properties.put(prefix + "oss.endpoint", server.endpoint());
            properties.put(prefix + "access-key", server.root().accessKeyId());
            properties.put(prefix + "secret-key", server.root().accessKeySecret());
        }
        return properties;
    }
}
