package io.coffer.cli.api;

import io.coffer.cli.Executable;
import io.coffer.cli.Surroundings;
import io.coffer.cli.UsageException;
import io.coffer.cli.oss.OssCall;
import io.coffer.cli.oss.OssClient;
import io.coffer.cli.oss.OssReply;
import io.coffer.cli.oss.Payload;
import io.coffer.protocol.Headers;
import io.coffer.protocol.QueryParameters.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** One operation: what was typed becomes a request, what is answered is shown. */
final class ApiVerb implements Executable {
    private static final String META = "x-oss-meta-";

    private final ApiOperation operation;
    private final ApiVerbs verbs;
    private @Nullable CommandSpec spec;

    ApiVerb(ApiOperation operation, ApiVerbs verbs) {
        this.operation = operation;
        this.verbs = verbs;
    }

    /** The command that has what was typed. */
    void parsedBy(CommandSpec command) {
        spec = command;
    }

    @Override
    public int execute(Surroundings surroundings) {
        OssCall call = verbs.request().added(call());
        OssClient client = verbs.oss().client(verbs.connection(), surroundings);
        Optional<String> file = value(ApiVerbContent.OPTION);
        try (OssReply reply = client.send(call)) {
            if (operation.answersContent()) {
                ApiVerbContent.write(reply, file, surroundings);
            } else {
                surroundings.out().print(ApiAnswer.of(reply).shown(verbs.output()));
                surroundings.out().flush();
            }
        }
        return 0;
    }

    private OssCall call() {
        Headers.Builder headers = Headers.builder();
        List<Parameter> query = new ArrayList<>(operation.query());
        for (ApiParameter parameter : operation.parameters()) {
            Optional<String> value = value(parameter.option());
            switch (parameter.place()) {
                case QUERY -> value.ifPresent(text -> put(query, parameter.name(), text));
                case HEADER -> value.ifPresent(text -> headers.set(parameter.name(), text));
                case METADATA -> metadata(parameter, headers);
                case XML, JSON, DATA, CONTENT -> {
                    // below, or of the answer
                }
            }
        }
        Optional<ApiBody> body = body();
        OssCall call = new OssCall(
                operation.method(),
                value(ApiVerbSpec.BUCKET),
                value(ApiVerbSpec.KEY),
                query,
                headers.build(),
                body.map(ApiBody::payload).orElse(Payload.NONE));
        return body.filter(ApiBody::needsMd5).isPresent() ? call.withContentMd5() : call;
    }

    private Optional<ApiBody> body() {
        List<ApiParameter> given = operation.parameters().stream()
                .filter(ApiParameter::isBody)
                .filter(parameter -> value(parameter.option()).isPresent())
                .toList();
        if (given.size() > 1) {
            throw new UsageException(
                    given.get(0).option() + " and " + given.get(1).option() + " exclude each other");
        }
        return given.stream()
                .findFirst()
                .map(parameter ->
                        ApiBody.read(parameter, value(parameter.option()).orElseThrow()));
    }

    private static void put(List<Parameter> query, String name, String text) {
        query.removeIf(parameter -> parameter.name().equals(name));
        query.add(new Parameter(name, Optional.of(text)));
    }

    private void metadata(ApiParameter parameter, Headers.Builder headers) {
        List<?> pairs = typed(parameter.option()).map(typed -> (List<?>) typed).orElse(List.of());
        for (Object typed : pairs) {
            String[] pair = typed.toString().split("[=:]", 2);
            if (pair.length < 2 || pair[0].isBlank()) {
                throw new UsageException(parameter.option() + " must be NAME=VALUE, not " + typed);
            }
            headers.set(pair[0].startsWith(META) ? pair[0] : META + pair[0], pair[1]);
        }
    }

    private Optional<String> value(String option) {
        return typed(option).map(Object::toString);
    }

    private Optional<Object> typed(String option) {
        return Optional.ofNullable(Objects.requireNonNull(spec).findOption(option))
                .map(found -> found.<Object>getValue());
    }
}
