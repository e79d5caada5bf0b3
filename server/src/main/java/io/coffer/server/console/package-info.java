/** The web console of the administration port: its files, and the way its requests take to the OSS API. */
@NullMarked
package io.coffer.server.console;

import org.jspecify.annotations.NullMarked;
