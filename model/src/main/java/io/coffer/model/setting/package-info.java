/** The values of settings, as they are stored: plain records without behaviour that needs a server. */
@NullMarked
package io.coffer.model.setting;

import org.jspecify.annotations.NullMarked;
