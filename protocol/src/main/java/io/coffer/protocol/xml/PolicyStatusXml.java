package io.coffer.protocol.xml;

/** The answer of GetBucketPolicyStatus. */
public final class PolicyStatusXml {
    private PolicyStatusXml() {}

    public static byte[] write(boolean isPublic) {
        return new XmlWriter()
                .open("PolicyStatus")
                .element("IsPublic", isPublic)
                .close()
                .bytes();
    }
}
