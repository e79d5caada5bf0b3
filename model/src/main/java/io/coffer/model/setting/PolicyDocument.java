package io.coffer.model.setting;

/**
 * A bucket's policy as its author wrote it. It is kept as text, so that what is answered is what was given.
 *
 * @param text JSON that was read without complaint when it was set
 */
public record PolicyDocument(String text) {}
