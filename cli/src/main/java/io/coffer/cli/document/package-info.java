/** Documents of the OSS API in the forms that people and programs read. */
@NullMarked
package io.coffer.cli.document;

import org.jspecify.annotations.NullMarked;
