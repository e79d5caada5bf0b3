package io.coffer.model.setting;

import java.util.Optional;

/**
 * Where the access log of a bucket is delivered to.
 *
 * @param targetPrefix what the names of the log objects begin with; may be empty
 * @param role kept and given back; the server itself delivers, in the name of the bucket's owner
 */
public record Logging(String targetBucket, String targetPrefix, Optional<String> role) {}
