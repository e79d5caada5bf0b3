/** The HTTP library's adapter: the only room that knows it. */
@NullMarked
package io.coffer.server.http;

import org.jspecify.annotations.NullMarked;
