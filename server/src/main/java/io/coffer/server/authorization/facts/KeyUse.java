package io.coffer.server.authorization.facts;

import java.util.List;

/** What SSE-KMS asks for on the key, beside the permission on the object. */
public final class KeyUse {
    public static final List<String> TO_WRITE = List.of("kms:GenerateDataKey", "kms:Decrypt");
    public static final List<String> TO_READ = List.of("kms:Decrypt");

    private KeyUse() {}
}
