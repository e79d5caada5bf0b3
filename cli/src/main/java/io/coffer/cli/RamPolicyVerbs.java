package io.coffer.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** RAM policies. */
@Command(
        name = "policy",
        description = "Policies: what users, groups and roles may do.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            RamPolicyVerbs.Create.class,
            RamPolicyVerbs.ListAll.class,
            RamPolicyVerbs.Get.class,
            RamPolicyVerbs.Describe.class,
            RamPolicyVerbs.Holders.class,
            RamPolicyVerbs.Delete.class,
            RamPolicyVersionVerbs.class
        })
final class RamPolicyVerbs {
    /** A verb about one policy. */
    abstract static class OfPolicy extends Verb {
        @Parameters(paramLabel = "NAME", description = "The policy's name.")
        private String name = "";

        String name() {
            return name;
        }

        /** The policy and more, which may be none of it. */
        Map<String, String> with(String... namesAndValues) {
            Map<String, String> parameters = new HashMap<>(Map.of("PolicyName", name));
            for (int at = 0; at < namesAndValues.length; at += 2) {
                parameters.put(namesAndValues[at], namesAndValues[at + 1]);
            }
            return parameters;
        }
    }

    /** A verb about one policy of the account or the server. */
    abstract static class OfTypedPolicy extends OfPolicy {
        @Mixin
        private PolicyTypeOption type = new PolicyTypeOption();

        Map<String, String> typed() {
            return with("PolicyType", type.wire());
        }
    }

    @Command(name = "create", description = "Makes a policy of a JSON document.")
    static final class Create extends OfPolicy {
        @Option(
                names = "--document",
                required = true,
                paramLabel = "FILE",
                description = "File of the policy document; - reads standard input.")
        private Path document = DocumentFile.INPUT;

        @Option(names = "--description", paramLabel = "TEXT", description = "What the policy is for.")
        private String description = "";

        @Override
        View run(AdministrationClient administration) {
            JsonNode answer = administration.call(
                    Api.RAM,
                    "CreatePolicy",
                    with("PolicyDocument", DocumentFile.read(document), "Description", description));
            return View.fields(
                    answer,
                    answer.path("Policy"),
                    "PolicyName",
                    "PolicyType",
                    "Description",
                    "DefaultVersion",
                    "CreateDate");
        }
    }

    @Command(name = "list", description = "Lists the policies, of the account or of one user, group or role.")
    static final class ListAll extends Verb {
        @Mixin
        private PolicyTypeOption type = new PolicyTypeOption();

        @ArgGroup
        private RamHolder holder = new RamHolder();

        @Override
        View run(AdministrationClient administration) {
            String pointer = "/Policies/Policy";
            return holder.isGiven()
                    ? View.rows(
                            Answers.all(
                                    administration,
                                    Api.RAM,
                                    "ListPoliciesFor" + holder.kind(),
                                    Map.of(holder.parameter(), holder.name()),
                                    pointer),
                            "PolicyName",
                            "PolicyType",
                            "DefaultVersion",
                            "AttachDate",
                            "Description")
                    : View.rows(
                            Answers.all(
                                    administration,
                                    Api.RAM,
                                    "ListPolicies",
                                    Map.of("PolicyType", type.wire()),
                                    pointer),
                            "PolicyName",
                            "DefaultVersion",
                            "AttachmentCount",
                            "CreateDate",
                            "Description");
        }
    }

    @Command(name = "get", description = "Shows a policy and the document that counts.")
    static final class Get extends OfTypedPolicy {
        @Override
        View run(AdministrationClient administration) {
            JsonNode answer = administration.call(Api.RAM, "GetPolicy", typed());
            return View.fields(
                    answer,
                    Answers.joined(answer, "DefaultPolicyVersion", "Policy"),
                    "PolicyName",
                    "PolicyType",
                    "Description",
                    "DefaultVersion",
                    "CreateDate",
                    "UpdateDate",
                    "AttachmentCount",
                    "PolicyDocument");
        }
    }

    @Command(name = "describe", description = "Changes what is said about a policy.")
    static final class Describe extends OfPolicy {
        @Option(names = "--description", required = true, paramLabel = "TEXT", description = "What the policy is for.")
        private String description = "";

        @Override
        View run(AdministrationClient administration) {
            return View.done(
                    administration.call(Api.RAM, "UpdatePolicyDescription", with("NewDescription", description)),
                    "policy " + name() + " is described");
        }
    }

    @Command(name = "holders", description = "Lists the users, groups and roles that have a policy.")
    static final class Holders extends OfTypedPolicy {
        @Override
        View run(AdministrationClient administration) {
            JsonNode answer = administration.call(Api.RAM, "ListEntitiesForPolicy", typed());
            ArrayNode holders = View.items();
            for (String kind : new String[] {"User", "Group", "Role"}) {
                answer.at("/" + kind + "s/" + kind)
                        .forEach(holder -> holders.addObject()
                                .put("Kind", kind)
                                .put("Name", holder.path(kind + "Name").asString(""))
                                .put("AttachDate", holder.path("AttachDate").asString("")));
            }
            return View.rows(holders, "Kind", "Name", "AttachDate");
        }
    }

    @Command(name = "delete", description = "Deletes a policy that is attached to nobody.")
    static final class Delete extends OfPolicy {
        @Override
        View run(AdministrationClient administration) {
            return View.done(administration.call(Api.RAM, "DeletePolicy", with()), "policy " + name() + " is deleted");
        }
    }

    private RamPolicyVerbs() {}
}
