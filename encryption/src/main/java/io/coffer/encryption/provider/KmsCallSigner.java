package io.coffer.encryption.provider;

import java.net.http.HttpRequest;
import java.util.SortedMap;

/** Makes the signed request of an action of Alibaba's KMS API, in one of the API's styles. Safe for many threads. */
@FunctionalInterface
public interface KmsCallSigner {
    /** @param parameters the action's own; the signer adds those of the style */
    HttpRequest sign(String action, SortedMap<String, String> parameters);
}
