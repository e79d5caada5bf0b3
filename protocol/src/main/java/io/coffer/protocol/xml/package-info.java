/** The XML documents of the dialect, each a codec between bytes and values. */
@NullMarked
package io.coffer.protocol.xml;

import org.jspecify.annotations.NullMarked;
