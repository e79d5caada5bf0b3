package io.coffer.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Versions of RAM policies. */
@Command(
        name = "version",
        description = "Versions of a policy, one of which counts.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            RamPolicyVersionVerbs.Create.class,
            RamPolicyVersionVerbs.ListAll.class,
            RamPolicyVersionVerbs.Get.class,
            RamPolicyVersionVerbs.Use.class,
            RamPolicyVersionVerbs.Delete.class
        })
final class RamPolicyVersionVerbs {
    /** A verb about one version. */
    abstract static class OfVersion extends RamPolicyVerbs.OfPolicy {
        @Parameters(index = "1", paramLabel = "VERSION", description = "The version, such as v2.")
        private String version = "";

        String version() {
            return version;
        }

        Map<String, String> ofVersion() {
            return with("VersionId", version);
        }
    }

    @Command(name = "create", description = "Gives a policy another document.")
    static final class Create extends RamPolicyVerbs.OfPolicy {
        @Option(
                names = "--document",
                required = true,
                paramLabel = "FILE",
                description = "File of the policy document; - reads standard input.")
        private Path document = DocumentFile.INPUT;

        @Option(names = "--default", description = "Lets the new version count from now on.")
        private boolean asDefault;

        @Option(names = "--rotate", description = "Drops the oldest other version when there are five already.")
        private boolean rotate;

        @Override
        View run(AdministrationClient administration) {
            JsonNode answer = administration.call(
                    Api.RAM,
                    "CreatePolicyVersion",
                    with(
                            "PolicyDocument",
                            DocumentFile.read(document),
                            "SetAsDefault",
                            Boolean.toString(asDefault),
                            "RotateStrategy",
                            rotate ? "DeleteOldestNonDefaultVersionWhenLimitExceeded" : "None"));
            return View.fields(answer, answer.path("PolicyVersion"), "VersionId", "IsDefaultVersion", "CreateDate");
        }
    }

    @Command(name = "list", description = "Lists the versions of a policy.")
    static final class ListAll extends RamPolicyVerbs.OfTypedPolicy {
        @Override
        View run(AdministrationClient administration) {
            return View.rows(
                    Answers.all(
                            administration, Api.RAM, "ListPolicyVersions", typed(), "/PolicyVersions/PolicyVersion"),
                    "VersionId",
                    "IsDefaultVersion",
                    "CreateDate");
        }
    }

    @Command(name = "get", description = "Shows a version of a policy and its document.")
    static final class Get extends OfVersion {
        @Mixin
        private PolicyTypeOption type = new PolicyTypeOption();

        @Override
        View run(AdministrationClient administration) {
            JsonNode answer = administration.call(
                    Api.RAM, "GetPolicyVersion", with("VersionId", version(), "PolicyType", type.wire()));
            return View.fields(
                    answer,
                    answer.path("PolicyVersion"),
                    "VersionId",
                    "IsDefaultVersion",
                    "CreateDate",
                    "PolicyDocument");
        }
    }

    @Command(name = "use", description = "Lets a version of a policy count from now on.")
    static final class Use extends OfVersion {
        @Override
        View run(AdministrationClient administration) {
            return View.done(
                    administration.call(Api.RAM, "SetDefaultPolicyVersion", ofVersion()),
                    "version " + version() + " of policy " + name() + " counts");
        }
    }

    @Command(name = "delete", description = "Deletes a version that does not count.")
    static final class Delete extends OfVersion {
        @Override
        View run(AdministrationClient administration) {
            return View.done(
                    administration.call(Api.RAM, "DeletePolicyVersion", ofVersion()),
                    "version " + version() + " of policy " + name() + " is deleted");
        }
    }

    private RamPolicyVersionVerbs() {}
}
