/** Operations on objects, one file per subresource family. */
@NullMarked
package io.coffer.server.operation.object;

import org.jspecify.annotations.NullMarked;
