package io.coffer.model.setting;

/** Whether a bucket answers under the accelerating domains. */
public record TransferAcceleration(boolean enabled) {}
