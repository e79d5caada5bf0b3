package io.coffer.server.operation;

import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When an operation is meant: method, level, exactly these selectors, and perhaps a header or a parameter's value that
 * makes it more particular than its sibling.
 *
 * @param header a header that must be present, such as {@code x-oss-copy-source}
 * @param parameter a parameter that must be present, such as {@code styleName}, or have a certain value, such as
 *     {@code list-type=2}
 * @param anyResource whether level and selectors are left open: the method alone decides
 */
public record Route(
        Method method,
        Level level,
        Set<Subresource> selectors,
        Optional<String> header,
        Optional<RequiredParameter> parameter,
        boolean anyResource) {

    /** @param values any of them will do; empty when any value will */
    public record RequiredParameter(String name, List<String> values) {
        public RequiredParameter {
            values = List.copyOf(values);
        }

        boolean isMetBy(OssRequest request) {
            Optional<String> sent = request.query().first(name);
            return sent.isPresent() && (values.isEmpty() || values.contains(sent.get()));
        }
    }

    boolean matches(OssRequest request) {
        return method == request.method()
                && (header.isEmpty() || request.headers().has(header.get()))
                && hasParameter(request);
    }

    /** Whether the request has the parameter that is required, if one is. */
    boolean hasParameter(OssRequest request) {
        return parameter.isEmpty() || parameter.get().isMetBy(request);
    }

    /** Whether it is the plain one of its method and level. */
    public boolean isPlain() {
        return !anyResource && selectors.isEmpty() && conditions() == 0;
    }

    /** The more conditions, the more particular. */
    int conditions() {
        return (header.isPresent() ? 1 : 0) + (parameter.isPresent() ? 1 : 0);
    }

    @Override
    public String toString() {
        if (anyResource) {
            return method + " anything";
        }
        StringBuilder text = new StringBuilder(method + " " + level.name().toLowerCase(java.util.Locale.ROOT));
        selectors.forEach(selector -> text.append(" ?").append(selector.keyword()));
        parameter.ifPresent(p -> text.append(" ?").append(p.name()).append('=').append(String.join("|", p.values())));
        header.ifPresent(name -> text.append(" with ").append(name));
        return text.toString();
    }
}
