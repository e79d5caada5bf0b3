/** The one way of a request, from parsed to answered. */
@NullMarked
package io.coffer.server.pipeline;

import org.jspecify.annotations.NullMarked;
