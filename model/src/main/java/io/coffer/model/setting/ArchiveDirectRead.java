package io.coffer.model.setting;

/** Whether archived objects of a bucket are read without being restored first. */
public record ArchiveDirectRead(boolean enabled) {}
