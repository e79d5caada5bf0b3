/** The formats of records on disk and their versions: the only serialiser. Every record is sealed by a MAC. */
@NullMarked
package io.coffer.server.metadata;

import org.jspecify.annotations.NullMarked;
