/** The operations of the OSS API as verbs, from a table. */
@NullMarked
package io.coffer.cli.api;

import org.jspecify.annotations.NullMarked;
