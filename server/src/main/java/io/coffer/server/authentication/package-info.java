/** Who sends a request: callers, their access keys, and the check of signatures. */
@NullMarked
package io.coffer.server.authentication;

import org.jspecify.annotations.NullMarked;
