package io.coffer.protocol.xml;

import io.coffer.model.OssException;
import io.coffer.model.setting.PublicAccessBlock;

/** Whether public access is blocked: body of the Put operations, answer of the Get operations. */
public final class PublicAccessBlockXml {
    private static final String ROOT = "PublicAccessBlockConfiguration";
    private static final String BLOCK = "BlockPublicAccess";

    private PublicAccessBlockXml() {}

    /** @throws OssException when the document is malformed */
    public static PublicAccessBlock parse(byte[] document) {
        return new PublicAccessBlock(XmlReader.read(document, ROOT).flag(BLOCK).orElse(false));
    }

    public static byte[] write(PublicAccessBlock block) {
        return new XmlWriter()
                .open(ROOT)
                .element(BLOCK, block.blockPublicAccess())
                .close()
                .bytes();
    }
}
