package io.coffer.server.operation;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All operations, and which of them a request means. Two operations of one route stop the start. */
public final class OperationCatalog {
    /** Parameters that carry a signature or belong to any request. */
    private static final Set<String> GENERAL_PARAMETERS = Set.of("OSSAccessKeyId", "Expires", "Signature");

    /** Known parameters that any operation may carry. */
    private static final Set<Subresource> ANYWHERE = EnumSet.of(
            Subresource.SECURITY_TOKEN,
            Subresource.X_OSS_AC_FORWARD_ALLOW,
            Subresource.X_OSS_AC_SOURCE_IP,
            Subresource.X_OSS_AC_SUBNET_MASK,
            Subresource.X_OSS_AC_VPC_ID,
            Subresource.X_OSS_REQUEST_PAYER,
            Subresource.X_OSS_TRAFFIC_LIMIT);

    /** Parameters that make a whole object of a piece when the selector they belong to is forgotten. */
    private static final Set<Subresource> BESIDE_SELECTOR = EnumSet.of(Subresource.PART_NUMBER, Subresource.POSITION);

    /** Parameters that an upload takes and a deletion does not. */
    private static final Set<Subresource> OF_UPLOADS = EnumSet.of(Subresource.CALLBACK, Subresource.CALLBACK_VAR);

    /** Which operations a request may mean, before its method, headers and parameters are looked at. */
    private record Resource(Level level, Set<Subresource> selectors) {}

    private final List<Operation> operations;
    private final List<Operation> onAnyResource;
    private final Map<Resource, List<Operation>> byResource;

    public OperationCatalog(List<OperationFamily> families) {
        operations = families.stream()
                .flatMap(family -> family.operations().stream())
                .sorted(Comparator.comparing(Operation::name))
                .toList();
        onAnyResource = operations.stream()
                .filter(operation -> operation.route().anyResource())
                .toList();
        byResource = operations.stream()
                .filter(operation -> !operation.route().anyResource())
                .collect(Collectors.groupingBy(operation -> new Resource(
                        operation.route().level(), operation.route().selectors())));
        Set<Route> routes = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (Operation operation : operations) {
            if (!routes.add(operation.route()) || !names.add(operation.name())) {
                throw new IllegalStateException("two operations share a route or name: " + operation.name());
            }
        }
    }

    /** By name. */
    public List<Operation> operations() {
        return operations;
    }

    public Resolution resolve(OssRequest request) {
        try {
            return new Resolution.Found(find(request));
        } catch (OssException refusal) {
            return new Resolution.Refused(refusal);
        }
    }

    private Operation find(OssRequest request) {
        for (Operation operation : onAnyResource) {
            if (operation.route().matches(request)) {
                return operation;
            }
        }
        return onResource(request);
    }

    private Operation onResource(OssRequest request) {
        Level level = Level.of(request.target());
        Set<Subresource> selectors = Subresource.selectors(request.query());
        refuseUnknownParameters(request, level, selectors);
        List<Operation> sameResource = byResource.getOrDefault(new Resource(level, selectors), List.of());
        if (sameResource.isEmpty()) {
            throw noOperation(selectors);
        }
        return mostParticular(request, sameResource).orElseThrow(() -> otherMethod(request, sameResource));
    }

    private static Optional<Operation> mostParticular(OssRequest request, List<Operation> sameResource) {
        Optional<Operation> found = Optional.empty();
        int conditions = -1;
        for (Operation operation : sameResource) {
            Route route = operation.route();
            if (route.conditions() > conditions && route.matches(request)) {
                found = Optional.of(operation);
                conditions = route.conditions();
            }
        }
        return found;
    }

    /** A parameter that is lost on the plain operation would have it do something else than was meant. */
    private static void refuseUnknownParameters(OssRequest request, Level level, Set<Subresource> selectors) {
        boolean reads = request.method() == Method.GET || request.method() == Method.HEAD;
        if (reads || !selectors.isEmpty()) {
            return;
        }
        for (QueryParameters.Parameter parameter : request.query().all()) {
            boolean fits = switch (level) {
                case SERVICE -> true;
                case BUCKET -> fitsBucket(parameter.name());
                case OBJECT -> fitsObject(parameter.name(), request.method());
            };
            if (!fits) {
                throw OssError.UNKNOWN_PARAMETER
                        .with("ArgumentName", parameter.name())
                        .and("ArgumentValue", parameter.text());
            }
        }
    }

    private static boolean fitsBucket(String name) {
        return Subresource.ofKeyword(name)
                .map(ANYWHERE::contains)
                .orElseGet(() -> GENERAL_PARAMETERS.contains(name) || name.startsWith("x-oss-"));
    }

    private static boolean fitsObject(String name, Method method) {
        Optional<Subresource> known = Subresource.ofKeyword(name);
        return known.filter(BESIDE_SELECTOR::contains).isEmpty()
                && (method != Method.DELETE
                        || known.filter(OF_UPLOADS::contains).isEmpty());
    }

    private static OssException noOperation(Set<Subresource> selectors) {
        if (selectors.size() > 1) {
            return OssError.CONFLICTING_SUBRESOURCES.with("ArgumentName", keywords(selectors));
        }
        return OssError.NOT_IMPLEMENTED.saying("This server does not implement the subresource "
                + (selectors.isEmpty() ? "of this request" : keywords(selectors))
                + " here."
                + Unsupported.of(selectors).map(family -> " " + family.reason()).orElse(""));
    }

    private static OssException otherMethod(OssRequest request, List<Operation> sameResource) {
        boolean knownValue =
                sameResource.stream().anyMatch(operation -> operation.route().hasParameter(request));
        if (!knownValue) {
            return unknownValue(request, sameResource);
        }
        String allowed = sameResource.stream()
                .map(operation -> operation.route().method().name())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return OssError.METHOD_NOT_ALLOWED
                .with("Method", request.method().name())
                .and("ResourceType", Level.of(request.target()).name())
                .header("Allow", allowed);
    }

    /** A subresource whose value decides, such as {@code x-oss-process}, with a value that no operation is for. */
    private static OssException unknownValue(OssRequest request, List<Operation> sameResource) {
        String name = sameResource.stream()
                .flatMap(operation -> operation.route().parameter().stream())
                .map(Route.RequiredParameter::name)
                .findFirst()
                .orElse("");
        String text = "This server does not implement " + name;
        return request.query()
                .first(name)
                .filter(value -> !value.isEmpty())
                .map(value -> OssError.invalidArgument(name, value, text + "=" + value + "."))
                .orElseGet(() -> OssError.NOT_IMPLEMENTED.saying(text + " without a value."));
    }

    private static String keywords(Set<Subresource> selectors) {
        return selectors.stream().map(Subresource::keyword).collect(Collectors.joining("&"));
    }
}
