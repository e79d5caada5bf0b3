/** What a bucket's lifecycle rules mean for an object: pure decisions from facts and a time. */
@NullMarked
package io.coffer.model.lifecycle;

import org.jspecify.annotations.NullMarked;
