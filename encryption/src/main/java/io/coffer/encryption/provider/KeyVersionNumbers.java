package io.coffer.encryption.provider;

import java.util.List;

/**
 * Numbers for the versions of keys whose service has ids for them: 1 for the version that this store met first, 2 for
 * the next, and never another number for the same id. A number is durable before it is given out.
 */
public interface KeyVersionNumbers {
    int number(String keyId, String versionId);

    /** The ids of the key's versions that were met, in the order of their numbers. */
    List<String> met(String keyId);
}
