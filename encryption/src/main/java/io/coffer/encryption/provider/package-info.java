/** Key management services behind HTTP: Alibaba's KMS API and HashiCorp Vault's or OpenBao's Transit engine. */
@NullMarked
package io.coffer.encryption.provider;

import org.jspecify.annotations.NullMarked;
