package io.coffer.cli.api;

import io.coffer.cli.UsageException;
import io.coffer.cli.oss.OssCall;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a request says beyond the options of its verb. */
final class ApiRequestOptions {
    @Option(names = "--header", paramLabel = "NAME:VALUE", description = "A further header.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--query-param", paramLabel = "NAME=VALUE", description = "A further parameter of the query.")
    private List<String> parameters = new ArrayList<>();

    OssCall added(OssCall call) {
        OssCall added = call;
        for (String header : headers) {
            String[] pair = header.split(":", 2);
            if (pair.length < 2 || pair[0].isBlank()) {
                throw new UsageException("--header must be NAME:VALUE, not " + header);
            }
            added = added.header(pair[0].strip(), pair[1].strip());
        }
        for (String parameter : parameters) {
            String[] pair = parameter.split("=", 2);
            added = pair.length == 1 ? added.asking(pair[0]) : added.asking(pair[0], pair[1]);
        }
        return added;
    }
}
