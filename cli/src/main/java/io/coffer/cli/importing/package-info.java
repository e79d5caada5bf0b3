/** Copies buckets from any service of the OSS API into one. */
@NullMarked
package io.coffer.cli.importing;

import org.jspecify.annotations.NullMarked;
