/** Traces by OpenTelemetry; nothing here is loaded where they are off. */
@NullMarked
package io.coffer.server.tracing;

import org.jspecify.annotations.NullMarked;
