package io.coffer.server.operation.object;

import io.coffer.protocol.Crc64;
import io.coffer.protocol.Headers;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.ResponseBody;
import io.coffer.protocol.callback.Callback;
import io.coffer.server.callback.CallbackSender;
import io.coffer.server.object.StoredObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The calls that follow uploads whose requests ask for one. */
public final class Callbacks {
    private final CallbackSender sender;

    public Callbacks(CallbackSender sender) {
        this.sender = sender;
    }

    /**
     * To be asked before the body is read.
     *
     * @throws io.coffer.model.OssException when the request asks for a call that cannot be made
     */
    Optional<Callback> requested(OssRequest request) {
        Optional<Callback> callback = Callback.of(request);
        callback.ifPresent(sender::requireAllowed);
        return callback;
    }

    /**
     * Makes the call after the commit; its answer takes the place of the operation's own body.
     *
     * @param operation as the variable of that name has it, such as {@code PutObject}
     * @param answer the operation's own, whose headers stay
     * @throws io.coffer.model.OssException {@link io.coffer.model.OssError#CALLBACK_FAILED}, though the object is stored
     */
    OssResponse complete(
            Callback callback, OssRequest request, String operation, StoredObject stored, OssResponse answer) {
        byte[] said = sender.send(callback, facts(request, operation, stored));
        Headers headers = Headers.builder()
                .addAll(answer.headers())
                .set("content-type", "application/json")
                .build();
        return new OssResponse(200, headers, ResponseBody.of(said));
    }

    private static Map<String, String> facts(OssRequest request, String operation, StoredObject stored) {
        Map<String, String> facts = new HashMap<>();
        facts.put("bucket", request.target().bucket().orElse(""));
        facts.put("object", stored.key().value());
        facts.put("etag", stored.facts().etag().value());
        facts.put("size", Long.toString(stored.record().size()));
        facts.put("mimeType", stored.facts().content().contentType());
        facts.put("crc64", Crc64.text(stored.facts().crc64()));
        ObjectAnswerHeaders.digests(stored).first("content-md5").ifPresent(md5 -> facts.put("contentMd5", md5));
        facts.put("clientIp", request.remoteAddress());
        facts.put("reqId", request.requestId());
        facts.put("operation", operation);
        return facts;
    }
}
