package io.coffer.server.authentication;

/**
 * An access key as authentication needs it.
 *
 * @param caller the one for whom the key speaks
 * @param enabled a disabled key is answered like an unknown one
 */
public record AccessKey(String id, AccessKeySecret secret, Caller caller, boolean enabled) {}
