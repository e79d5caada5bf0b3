package io.coffer.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Tags of keys. */
@Command(
        name = "tag",
        description = "Tags of keys.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {KeyTagVerbs.Set.class, KeyTagVerbs.Remove.class, KeyTagVerbs.ListAll.class})
final class KeyTagVerbs {
    @Command(name = "set", description = "Sets tags of a key.")
    static final class Set extends KeyVerbs.OnKey {
        @Parameters(index = "1..*", paramLabel = "NAME=VALUE", arity = "1..*", description = "The tags.")
        private Map<String, String> tags = Map.of();

        @Override
        View run(AdministrationClient administration) {
            ArrayNode given = View.items();
            tags.forEach((name, value) -> given.addObject().put("TagKey", name).put("TagValue", value));
            return done(administration, "TagResource", Map.of("Tags", given.toString()), "is tagged");
        }
    }

    @Command(name = "remove", description = "Takes tags of a key away.")
    static final class Remove extends KeyVerbs.OnKey {
        @Parameters(index = "1..*", paramLabel = "NAME", arity = "1..*", description = "The tags' names.")
        private List<String> names = List.of();

        @Override
        View run(AdministrationClient administration) {
            ArrayNode given = View.items();
            names.forEach(given::add);
            return done(administration, "UntagResource", Map.of("TagKeys", given.toString()), "has them no more");
        }
    }

    @Command(name = "list", description = "Lists the tags of a key.")
    static final class ListAll extends KeyVerbs.OnKey {
        @Override
        View run(AdministrationClient administration) {
            JsonNode answer = administration.call(Api.KMS, "ListResourceTags", Map.of("KeyId", key()));
            return View.rows(View.items().addAll(answer.at("/Tags/Tag").values()), "TagKey", "TagValue");
        }
    }

    private KeyTagVerbs() {}
}
