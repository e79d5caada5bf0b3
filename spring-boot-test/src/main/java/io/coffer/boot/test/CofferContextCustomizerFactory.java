package io.coffer.boot.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds {@link AutoConfigureCoffer} on a test, what it inherits from and what is around it. */
final class CofferContextCustomizerFactory implements ContextCustomizerFactory {
    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> test, List<ContextConfigurationAttributes> attributes) {
        AutoConfigureCoffer wanted = TestContextAnnotationUtils.findMergedAnnotation(test, AutoConfigureCoffer.class);
        return wanted == null
                ? null
                : new CofferContextCustomizer(
                        List.of(wanted.buckets()), wanted.encryption(), wanted.region(), List.of(wanted.settings()));
    }
}
