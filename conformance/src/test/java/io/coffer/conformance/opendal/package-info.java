/** The stories of Apache OpenDAL's OSS service, told through its Java binding. */
@NullMarked
package io.coffer.conformance.opendal;

import org.jspecify.annotations.NullMarked;
