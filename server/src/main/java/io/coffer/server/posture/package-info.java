/** The encryption ledger: what is protected by which key version, and what today's rules do not protect. */
@NullMarked
package io.coffer.server.posture;

import org.jspecify.annotations.NullMarked;
