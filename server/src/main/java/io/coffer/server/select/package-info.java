/** Queries over the text of one object: SQL, CSV, JSON and the frames of the answer. Pure: streams in, streams out. */
@NullMarked
package io.coffer.server.select;

import org.jspecify.annotations.NullMarked;
