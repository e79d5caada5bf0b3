package io.coffer.server.pipeline;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.ContentMd5;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.RequestBody;
import io.coffer.server.object.BodyFailure;
import io.coffer.server.operation.Operation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the body of an operation that takes a document, whole and bounded, and checks its Content-MD5. */
final class DocumentBody {
    private DocumentBody() {}

    /**
     * @return the request with its body in memory
     * @throws OssException when the document is too large, breaks off or is not what its Content-MD5 says
     */
    static OssRequest read(Operation operation, OssRequest request) {
        return switch (operation.body()) {
            case Operation.Body.Stream stream -> request;
            case Operation.Body.Form form -> request;
            case Operation.Body.Document document -> withBody(request, document.maxBytes());
        };
    }

    private static OssRequest withBody(OssRequest request, int maxBytes) {
        if (request.body().length().orElse(0) > maxBytes) {
            throw OssError.ENTITY_TOO_LARGE.exception();
        }
        Optional<ContentMd5> announced = ContentMd5.of(request.headers());
        byte[] bytes = bytes(request, maxBytes);
        announced.ifPresent(md5 -> md5.verify(ContentMd5.digestOf(bytes)));
        return request.withBody(new InMemory(bytes));
    }

    private static byte[] bytes(OssRequest request, int maxBytes) {
        try (InputStream stream = request.body().stream()) {
            byte[] bytes = stream.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw OssError.ENTITY_TOO_LARGE.exception();
            }
            return bytes;
        } catch (IOException cut) {
            throw BodyFailure.refusal(cut);
        }
    }

    private record InMemory(byte[] bytes) implements RequestBody {
        @Override
        public OptionalLong length() {
            return OptionalLong.of(bytes.length);
        }

        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
