package io.coffer.cli;

import picocli.CommandLine.Mixin;

/** One command: it asks the server and shows the answer. */
abstract class Verb {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    /** Does the verb's work and returns what to show. */
    abstract View run(AdministrationClient administration);

    final void execute(CofferCommandLine.Surroundings surroundings) {
        View view = run(connection.administration(surroundings));
        switch (connection.output()) {
            case table -> surroundings.out().print(view.asTable());
            case json -> surroundings.out().println(view.asJson());
        }
        surroundings.out().flush();
    }
}
