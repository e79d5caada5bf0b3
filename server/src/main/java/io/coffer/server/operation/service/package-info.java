/** Operations on the service as a whole, one file per subresource family. */
@NullMarked
package io.coffer.server.operation.service;

import org.jspecify.annotations.NullMarked;
