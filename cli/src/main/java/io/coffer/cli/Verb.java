package io.coffer.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command of the administration port: it asks the server and shows the answer. */
abstract class Verb implements Executable {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--admin-endpoint",
            paramLabel = "URL",
            description = "The administration port (http://127.0.0.1:9001).")
    private String adminEndpoint = "http://127.0.0.1:9001";

    /** Does the verb's work and returns what to show. */
    abstract View run(AdministrationClient administration);

    /** As {@link #run(AdministrationClient)}, for verbs that take long. */
    View run(AdministrationClient administration, ProgressBar progress) {
        return run(administration);
    }

    @Override
    public final int execute(Surroundings surroundings) {
        connection.endpoint(surroundings);
        AdministrationClient administration = AdministrationClient.to(
                Endpoints.parse("--admin-endpoint", adminEndpoint),
                connection.region(surroundings).id(),
                connection.trust(),
                connection.credentials(surroundings));
        return output.show(run(administration, ProgressBar.of(surroundings)), surroundings);
    }
}
