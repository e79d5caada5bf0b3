/** A client of the OSS API: it addresses, signs, sends and reads. */
@NullMarked
package io.coffer.cli.oss;

import org.jspecify.annotations.NullMarked;
