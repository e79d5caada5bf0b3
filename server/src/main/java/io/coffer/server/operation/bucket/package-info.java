/** Operations on buckets, one file per subresource family. */
@NullMarked
package io.coffer.server.operation.bucket;

import org.jspecify.annotations.NullMarked;
