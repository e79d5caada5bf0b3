package io.coffer.cli.api;

import io.coffer.cli.api.ApiOperation.Level;
import io.coffer.cli.api.ApiParameter.Kind;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes the command of an operation. */
final class ApiVerbSpec {
    static final String BUCKET = "--bucket";
    static final String KEY = "--key";

    private ApiVerbSpec() {}

    static CommandSpec of(ApiOperation operation, ApiVerbs verbs) {
        ApiVerb verb = new ApiVerb(operation, verbs);
        CommandSpec spec = CommandSpec.wrapWithoutInspection(verb).name(operation.verb());
        spec.usageMessage()
                .description(operation.description(), "Sends " + operation.name() + ".")
                .sortOptions(false);
        if (operation.level() != Level.SERVICE) {
            spec.addOption(named(BUCKET, "NAME", "The bucket."));
        }
        if (operation.level() == Level.OBJECT) {
            spec.addOption(named(KEY, "KEY", "The object's name."));
        }
        operation.parameters().forEach(parameter -> spec.addOption(option(parameter)));
        verb.parsedBy(spec);
        return spec;
    }

    private static OptionSpec named(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .required(true)
                .description(description)
                .build();
    }

    private static OptionSpec option(ApiParameter parameter) {
        OptionSpec.Builder option = OptionSpec.builder(parameter.option())
                .required(parameter.isRequired())
                .description(description(parameter));
        switch (parameter.place()) {
            case METADATA ->
                option.type(List.class).auxiliaryTypes(String.class).paramLabel("NAME=VALUE");
            case XML, JSON, DATA -> option.type(String.class).paramLabel("TEXT|file://FILE");
            case CONTENT -> option.type(String.class).paramLabel("FILE");
            case QUERY, HEADER -> value(parameter.kind(), option);
        }
        return option.build();
    }

    private static void value(Kind kind, OptionSpec.Builder option) {
        switch (kind) {
            case TEXT -> option.type(String.class).paramLabel("VALUE");
            case NUMBER -> option.type(Long.class).paramLabel("NUMBER");
            case FLAG ->
                option.type(Boolean.class).arity("0..1").fallbackValue("true").paramLabel("true|false");
        }
    }

    private static String description(ApiParameter parameter) {
        return switch (parameter.place()) {
            case QUERY -> "Parameter " + parameter.name() + ".";
            case HEADER -> "Header " + parameter.name() + ".";
            case METADATA -> "A header x-oss-meta-NAME.";
            case XML -> "Document " + parameter.name() + ", in XML or JSON.";
            case JSON -> "The document, in JSON.";
            case DATA -> "What is sent.";
            case CONTENT -> "Where what is answered is written; standard output without it.";
        };
    }
}
