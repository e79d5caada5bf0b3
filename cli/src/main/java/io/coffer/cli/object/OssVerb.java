package io.coffer.cli.object;

import io.coffer.cli.ConnectionOptions;
import io.coffer.cli.Executable;
import io.coffer.cli.OssOptions;
import io.coffer.cli.OutputOptions;
import io.coffer.cli.Surroundings;
import io.coffer.cli.View;
import io.coffer.cli.oss.OssClient;
import picocli.CommandLine.Mixin;

/** A verb of the OSS API. */
abstract class OssVerb implements Executable {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OssOptions oss = new OssOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    /** Does the verb's work and returns what to show. */
    abstract View run(OssClient client, Surroundings surroundings);

    @Override
    public final int execute(Surroundings surroundings) {
        return output.show(run(oss.client(connection, surroundings), surroundings), surroundings);
    }
}
