/** What can be set on a bucket, as plain values: what is stored, and what documents are made of. */
@NullMarked
package io.coffer.model.setting;

import org.jspecify.annotations.NullMarked;
