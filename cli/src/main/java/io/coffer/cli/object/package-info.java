/** The verbs for everyday work with buckets and objects, named as ossutil names them. */
@NullMarked
package io.coffer.cli.object;

import org.jspecify.annotations.NullMarked;
