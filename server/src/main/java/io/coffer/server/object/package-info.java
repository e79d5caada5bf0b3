/** Objects: how they are encrypted, stored, read and listed. */
@NullMarked
package io.coffer.server.object;

import org.jspecify.annotations.NullMarked;
