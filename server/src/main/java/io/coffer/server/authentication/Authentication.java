package io.coffer.server.authentication;

import io.coffer.protocol.OssRequest;

/**
 * A request whose sender is known.
 *
 * @param request in the one reading of its address for which the signature holds
 */
public record Authentication(Caller caller, OssRequest request) {}
