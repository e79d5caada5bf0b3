/** What was changed, by whom and how it ended: a trail that shows when something was taken out of it. */
@NullMarked
package io.coffer.server.audit;

import org.jspecify.annotations.NullMarked;
