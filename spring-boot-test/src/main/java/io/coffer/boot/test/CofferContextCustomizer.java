package io.coffer.boot.test;

import io.coffer.testing.CofferServer;
import io.coffer.testing.RunningCoffer;
import java.util.List;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/** A server for one context. Equal ones stand for one context in Spring's cache, which is why this is a record. */
record CofferContextCustomizer(List<String> buckets, String encryption, String region, List<String> settings)
        implements ContextCustomizer {
    private static final String NAME = "coffer";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
        RunningCoffer server = start();
        // not by a definition of a bean: it would be stopped only if the context came so far as to make it
        ((DefaultSingletonBeanRegistry) context.getBeanFactory()).registerDisposableBean(NAME, server::close);
        context.getBeanFactory().registerSingleton(NAME, server);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(NAME, CofferProperties.of(server)));
    }

    private RunningCoffer start() {
        CofferServer.Builder builder = CofferServer.builder().region(region).defaultEncryption(encryption);
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("a setting is written key=value, not '" + setting + "'");
            }
            builder.setting(parts[0].strip(), parts[1].strip());
        }
        RunningCoffer server = builder.start();
        try {
            buckets.forEach(server::createBucket);
            return server;
        } catch (RuntimeException refused) {
            server.close();
            throw refused;
        }
    }
}
