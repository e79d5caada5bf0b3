package io.coffer.server.main;

import io.coffer.server.keyuse.KeyLogQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records of the key-use log are wanted; all conditions must hold. */
final class KeyLogFilter {
    @Option(names = "--key", paramLabel = "ID", description = "Only uses of this master key.")
    private @Nullable String key;

    @Option(names = "--bucket", paramLabel = "NAME", description = "Only uses for this bucket.")
    private @Nullable String bucket;

    @Option(
            names = "--operation",
            paramLabel = "NAME",
            description = "Only generate, unwrap, rewrap, destroy, encrypt, decrypt or start.")
    private @Nullable String operation;

    @Option(names = "--principal", paramLabel = "NAME", description = "Only uses by this user, role or chore.")
    private @Nullable String principal;

    @Option(names = "--access-key", paramLabel = "ID", description = "Only uses signed by this access key.")
    private @Nullable String accessKey;

    @Option(names = "--request", paramLabel = "ID", description = "Only uses by this request.")
    private @Nullable String request;

    KeyLogQuery query() {
        Map<String, String> wanted = new LinkedHashMap<>();
        put(wanted, "keyId", key);
        put(wanted, "bucket", bucket);
        put(wanted, "operation", operation);
        put(wanted, "principal", principal);
        put(wanted, "accessKeyId", accessKey);
        put(wanted, "requestId", request);
        return new KeyLogQuery(wanted);
    }

    private static void put(Map<String, String> wanted, String field, @Nullable String value) {
        if (value != null) {
            wanted.put(field, value);
        }
    }
}
