/** Stories told by the official clients of RAM, STS and KMS to the administration port. */
@NullMarked
package io.coffer.conformance.identity;

import org.jspecify.annotations.NullMarked;
