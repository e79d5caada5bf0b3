/** What would happen: requests that are not sent, and policies that are not set. */
@NullMarked
package io.coffer.server.authorization.trial;

import org.jspecify.annotations.NullMarked;
