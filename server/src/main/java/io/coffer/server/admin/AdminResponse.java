package io.coffer.server.admin;

/** An answer of the administration API; the body is sent in UTF-8. */
public record AdminResponse(int status, String contentType, String body) {}
