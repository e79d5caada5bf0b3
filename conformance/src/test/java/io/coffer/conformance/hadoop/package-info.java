/** The stories of Hadoop's file system on OSS (org.apache.hadoop:hadoop-aliyun). */
@NullMarked
package io.coffer.conformance.hadoop;

import org.jspecify.annotations.NullMarked;
