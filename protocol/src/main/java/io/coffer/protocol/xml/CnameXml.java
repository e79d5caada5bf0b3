package io.coffer.protocol.xml;

import io.coffer.model.AccountId;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.HttpDates;
import java.time.Instant;
import java.util.List;

/** Domains of customers' own: the body that names one, the list of a bucket's, and the token of one. */
public final class CnameXml {
    private static final String CERTIFICATE = "CertificateConfiguration";

    private CnameXml() {}

    /** A domain and since when it is bound. */
    public record Bound(String domain, Instant since) {}

    /**
     * The domain that a request names.
     *
     * @throws OssException when the document is malformed, or brings a certificate, which this server would not use
     */
    public static String parse(byte[] document) {
        XmlElement cname = XmlReader.read(document, "BucketCnameConfiguration").required("Cname");
        if (cname.child(CERTIFICATE).isPresent()) {
            throw OssError.NOT_IMPLEMENTED.with("ArgumentName", CERTIFICATE);
        }
        return cname.nonEmptyValue("Domain").orElseThrow(OssError.MALFORMED_XML::exception);
    }

    public static byte[] writeList(String bucket, AccountId owner, List<Bound> domains) {
        XmlWriter xml = new XmlWriter()
                .open("ListCnameResult")
                .element("Bucket", bucket)
                .element("Owner", owner.value());
        for (Bound bound : domains) {
            xml.open("Cname")
                    .element("Domain", bound.domain())
                    .element("LastModified", bound.since())
                    .element("Status", "Enabled")
                    .close();
        }
        return xml.close().bytes();
    }

    public static byte[] writeToken(String bucket, String domain, String token, Instant expires) {
        return new XmlWriter()
                .open("CnameToken")
                .element("Bucket", bucket)
                .element("Cname", domain)
                .element("Token", token)
                .element("ExpireTime", HttpDates.format(expires))
                .close()
                .bytes();
    }
}
