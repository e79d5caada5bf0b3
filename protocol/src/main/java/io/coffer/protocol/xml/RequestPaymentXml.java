package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.RequestPayment;
import java.util.Arrays;

/** Who pays: body of PutBucketRequestPayment, answer of GetBucketRequestPayment. */
public final class RequestPaymentXml {
    private static final String ROOT = "RequestPaymentConfiguration";
    private static final String PAYER = "Payer";

    private RequestPaymentXml() {}

    /** @throws OssException when the document is malformed or names no payer */
    public static RequestPayment parse(byte[] document) {
        String payer = XmlReader.read(document, ROOT).required(PAYER).text().strip();
        return Arrays.stream(RequestPayment.Payer.values())
                .filter(known -> known.wire().equals(payer))
                .findFirst()
                .map(RequestPayment::new)
                .orElseThrow(OssError.MALFORMED_XML::exception);
    }

    public static byte[] write(RequestPayment payment) {
        return new XmlWriter()
                .open(ROOT)
                .element(PAYER, payment.payer().wire())
                .close()
                .bytes();
    }
}
