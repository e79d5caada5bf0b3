package io.coffer.protocol.xml;

import io.coffer.model.ETag;

/** The answer of PostObject to a form that asks for one. */
public final class PostObjectXml {
    private PostObjectXml() {}

    public static byte[] write(String bucket, ETag etag, String key, String location) {
        return new XmlWriter()
                .open("PostResponse")
                .element("Bucket", bucket)
                .element("ETag", etag.quoted())
                .element("Key", key)
                .element("Location", location)
                .close()
                .bytes();
    }
}
