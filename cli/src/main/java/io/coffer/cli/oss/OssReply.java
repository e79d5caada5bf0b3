package io.coffer.cli.oss;

import io.coffer.cli.RefusedException;
import io.coffer.cli.UnreachableException;
import io.coffer.model.OssException;
import io.coffer.protocol.xml.XmlElement;
import io.coffer.protocol.xml.XmlReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;

/** An answer that is none of an error; whoever has it closes it. */
public final class OssReply implements AutoCloseable {
    private final int status;
    private final HttpHeaders headers;
    private final InputStream body;

    OssReply(int status, HttpHeaders headers, InputStream body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public HttpHeaders headers() {
        return headers;
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public String requestId() {
        return header("x-oss-request-id").orElse("");
    }

    /** In bytes. */
    public OptionalLong contentLength() {
        return headers.firstValueAsLong("content-length");
    }

    /** Not read yet by anybody else. */
    public InputStream body() {
        return body;
    }

    /**
     * The whole of a document.
     *
     * @throws RefusedException when it is longer than any document of OSS
     * @throws UnreachableException when it breaks off
     */
    public byte[] bytes() {
        try {
            byte[] bytes = body.readNBytes(XmlReader.MAX_SIZE + 1);
            if (bytes.length > XmlReader.MAX_SIZE) {
                throw notOss();
            }
            return bytes;
        } catch (IOException brokenOff) {
            throw new UnreachableException("the answer broke off", brokenOff);
        }
    }

    /** @throws RefusedException when the answer is no such document */
    public XmlElement document(String rootName) {
        return read(bytes(), rootName);
    }

    private XmlElement read(byte[] bytes, String rootName) {
        try {
            return XmlReader.read(bytes, rootName);
        } catch (OssException notXml) {
            throw notOss();
        }
    }

    private RefusedException notOss() {
        return new RefusedException("HTTP " + status, "the answer is no document of OSS", requestId());
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException alreadyGone) {
            // nothing more is wanted of it
        }
    }
}
