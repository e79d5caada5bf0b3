/** Whether a caller may do what it asks. Pure; the only maker of {@link io.coffer.server.authorization.Permit}. */
@NullMarked
package io.coffer.server.authorization;

import org.jspecify.annotations.NullMarked;
