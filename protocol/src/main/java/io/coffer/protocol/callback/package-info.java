/** What a request says about the call that is to follow its upload. */
@NullMarked
package io.coffer.protocol.callback;

import org.jspecify.annotations.NullMarked;
