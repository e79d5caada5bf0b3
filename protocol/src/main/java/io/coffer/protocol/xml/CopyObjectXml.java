package io.coffer.protocol.xml;

import io.coffer.model.ETag;
import java.time.Instant;

/** The answer of CopyObject. */
public final class CopyObjectXml {
    private CopyObjectXml() {}

    public static byte[] write(ETag etag, Instant lastModified) {
        return new XmlWriter()
                .open("CopyObjectResult")
                .element("ETag", etag.quoted())
                .element("LastModified", lastModified)
                .close()
                .bytes();
    }
}
