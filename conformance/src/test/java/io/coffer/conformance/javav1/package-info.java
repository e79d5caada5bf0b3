/** The stories of the Java SDK 3.x (com.aliyun.oss). */
@NullMarked
package io.coffer.conformance.javav1;

import org.jspecify.annotations.NullMarked;
