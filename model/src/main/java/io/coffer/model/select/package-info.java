/** What a SelectObject or CreateSelectObjectMeta request says. */
@NullMarked
package io.coffer.model.select;

import org.jspecify.annotations.NullMarked;
