package io.coffer.protocol.xml;

import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.ObjectAcl;

/** The answer of GetBucketAcl and GetObjectAcl. */
public final class AccessControlPolicyXml {
    private AccessControlPolicyXml() {}

    public static byte[] write(AccountId owner, BucketAcl acl) {
        return write(owner, acl.wire());
    }

    public static byte[] write(AccountId owner, ObjectAcl acl) {
        return write(owner, acl.wire());
    }

    private static byte[] write(AccountId owner, String grant) {
        XmlWriter xml = new XmlWriter().open("AccessControlPolicy");
        OwnerXml.write(xml, owner);
        return xml.open("AccessControlList")
                .element("Grant", grant)
                .close()
                .close()
                .bytes();
    }
}
