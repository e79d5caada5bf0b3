package io.coffer.protocol.signature;

import java.util.Optional;

/**
 * One reading of what the client may have signed.
 *
 * @param canonicalRequest with version 4, the text whose digest stands in the string to sign
 */
record SigningText(String stringToSign, Optional<String> canonicalRequest) {}
