package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.ResourceGroup;

/** A bucket's resource group: body of PutBucketResourceGroup, answer of GetBucketResourceGroup. */
public final class ResourceGroupXml {
    private static final String ROOT = "BucketResourceGroupConfiguration";
    private static final String ID = "ResourceGroupId";

    private ResourceGroupXml() {}

    /** @throws OssException when the document is malformed, or no group can have this id */
    public static ResourceGroup parse(byte[] document) {
        String id = XmlReader.read(document, ROOT).required(ID).text().strip();
        if (!ResourceGroup.isId(id)) {
            throw OssError.INVALID_RESOURCE_GROUP.exception();
        }
        return new ResourceGroup(id);
    }

    public static byte[] write(ResourceGroup group) {
        return new XmlWriter().open(ROOT).element(ID, group.id()).close().bytes();
    }
}
