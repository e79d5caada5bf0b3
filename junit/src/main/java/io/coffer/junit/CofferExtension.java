package io.coffer.junit;

import io.coffer.testing.CofferCredentials;
import io.coffer.testing.RunningCoffer;
import java.lang.reflect.AnnotatedElement;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Carries out {@link CofferServer}: a server starts when the first parameter or test needs it, once for each place. */
public final class CofferExtension implements ParameterResolver, BeforeAllCallback, BeforeEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(CofferExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getTestClass().filter(CofferExtension::isAnnotated).ifPresent(place -> started(context, place));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getTestMethod().filter(CofferExtension::isAnnotated).ifPresent(place -> started(context, place));
    }

    private static boolean isAnnotated(AnnotatedElement place) {
        return AnnotationSupport.isAnnotated(place, CofferServer.class);
    }

    /** The test's own server, or the nearest of the classes around it. */
    private static ServedTests served(ExtensionContext context) {
        Optional<ExtensionContext> place = Optional.of(context);
        while (place.isPresent()) {
            ExtensionContext here = place.get();
            Optional<AnnotatedElement> element = here.getElement().filter(CofferExtension::isAnnotated);
            if (element.isPresent()) {
                return started(here, element.get());
            }
            place = here.getParent();
        }
        throw new ParameterResolutionException("neither the test nor its class has @CofferServer");
    }

    private static ServedTests started(ExtensionContext context, AnnotatedElement place) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        place,
                        key -> ServedTests.start(
                                AnnotationSupport.findAnnotation(place, CofferServer.class)
                                        .orElseThrow(),
                                users(context, place)),
                        ServedTests.class);
    }

    /** A test's server has the users of its class as well. */
    private static List<RamUser> users(ExtensionContext context, AnnotatedElement place) {
        List<RamUser> users = new ArrayList<>(AnnotationSupport.findRepeatableAnnotations(place, RamUser.class));
        context.getTestClass()
                .filter(around -> !around.equals(place))
                .ifPresent(around -> users.addAll(AnnotationSupport.findRepeatableAnnotations(around, RamUser.class)));
        return users;
    }

    @Override
    public boolean supportsParameter(ParameterContext context, ExtensionContext extension) {
        Class<?> type = context.getParameter().getType();
        return type == RunningCoffer.class
                || type == CofferCredentials.class
                || type == URI.class
                || JavaV1Client.TYPE.equals(type.getName())
                || JavaV2Client.TYPE.equals(type.getName());
    }

    @Override
    public Object resolveParameter(ParameterContext context, ExtensionContext extension) {
        Class<?> type = context.getParameter().getType();
        ServedTests served = served(extension);
        if (type == RunningCoffer.class) {
            return served.server();
        }
        if (type == URI.class) {
            return URI.create(served.server().endpoint());
        }
        CofferCredentials credentials = served.credentials(context.findAnnotation(As.class));
        if (type == CofferCredentials.class) {
            return credentials;
        }
        return JavaV1Client.TYPE.equals(type.getName())
                ? JavaV1Client.make(served, credentials)
                : JavaV2Client.make(served, credentials);
    }
}
