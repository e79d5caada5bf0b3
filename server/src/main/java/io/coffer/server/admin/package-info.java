/** The administration API: RAM, STS and KMS actions in both of Alibaba's styles, and a few of Coffer's own. */
@NullMarked
package io.coffer.server.admin;

import org.jspecify.annotations.NullMarked;
