/** JMH benchmarks of the parts that every request passes. */
@NullMarked
package io.coffer.benchmark.micro;

import org.jspecify.annotations.NullMarked;
