/** Calls to an application's server after an upload: where they may go, who signs them, and how they are made. */
@NullMarked
package io.coffer.server.callback;

import org.jspecify.annotations.NullMarked;
