/** The stories of the Java SDK v2 (com.aliyun.sdk.service.oss2). */
@NullMarked
package io.coffer.conformance.javav2;

import org.jspecify.annotations.NullMarked;
