/**
 * Request signatures of OSS, versions 1, 2 and 4, in the header and in the URL, and of the RPC style of the other
 * products: reading a claim, checking it, and signing. Pure functions; secrets come in as bytes and stay out of every
 * text.
 */
@NullMarked
package io.coffer.protocol.signature;

import org.jspecify.annotations.NullMarked;
