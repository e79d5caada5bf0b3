package io.coffer.server.keyuse;

import java.time.Duration;

/**
 * How much of the log is kept.
 *
 * @param fileBytes where a file ends and the next begins
 * @param kept files whose last record is older are removed
 * @param totalBytes beyond this the oldest files are removed, but never the one that is written
 */
public record KeyLogLimits(long fileBytes, Duration kept, long totalBytes) {}
