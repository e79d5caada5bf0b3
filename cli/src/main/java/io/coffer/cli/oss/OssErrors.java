package io.coffer.cli.oss;

import io.coffer.cli.RefusedException;
import io.coffer.cli.UnreachableException;
import io.coffer.model.OssException;
import io.coffer.protocol.xml.XmlElement;
import io.coffer.protocol.xml.XmlReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Optional;

/** Reads what the service answers when it refuses. */
final class OssErrors {
    /** in bytes; a signature that does not match is explained at length */
    private static final int MAX_SIZE = 256 * 1024;

    private OssErrors() {}

    static RefusedException read(HttpResponse<InputStream> response) {
        Optional<XmlElement> document = document(body(response))
                .or(() -> response.headers().firstValue("x-oss-err").flatMap(OssErrors::inHeader));
        int status = response.statusCode();
        return new RefusedException(
                said(document, "Code").orElse("HTTP " + status),
                said(document, "Message").orElse("without a message"),
                said(document, "RequestId")
                        .or(() -> response.headers().firstValue("x-oss-request-id"))
                        .orElse(""),
                said(document, "EC")
                        .or(() -> response.headers().firstValue("x-oss-ec"))
                        .orElse(""),
                status);
    }

    private static byte[] body(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return body.readNBytes(MAX_SIZE);
        } catch (IOException brokenOff) {
            throw new UnreachableException("the answer broke off", brokenOff);
        }
    }

    /** An answer to HEAD has no body and says it in a header, where it says it at all. */
    private static Optional<XmlElement> inHeader(String base64) {
        try {
            return document(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Optional<XmlElement> document(byte[] bytes) {
        try {
            return Optional.of(XmlReader.read(bytes, "Error"));
        } catch (OssException notAnError) {
            return Optional.empty();
        }
    }

    private static Optional<String> said(Optional<XmlElement> document, String name) {
        return document.flatMap(error -> error.children(name).stream().findFirst())
                .map(element -> element.text().strip())
                .filter(text -> !text.isEmpty());
    }
}
