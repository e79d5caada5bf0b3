/** Operations as values, the closed set of subresources, and the catalogue that finds one for a request. */
@NullMarked
package io.coffer.server.operation;

import org.jspecify.annotations.NullMarked;
