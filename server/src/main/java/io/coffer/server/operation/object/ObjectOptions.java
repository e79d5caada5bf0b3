package io.coffer.server.operation.object;

import io.coffer.model.OssError;
import io.coffer.model.setting.CorsConfiguration;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.CrossOrigin;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** OptionObject: a browser asks whether a page may send a request. It needs no signature, for browsers make none. */
public final class ObjectOptions implements OperationFamily {
    /** @param rules of the bucket; none when nothing is set, or when no bucket is addressed */
    private record Preflight(Optional<CorsConfiguration> rules, String origin, String method, List<String> headers) {}

    @Override
    public List<Operation> operations() {
        return List.of(Operation.named("OptionObject")
                .on(Method.OPTIONS, Level.OBJECT)
                .onAnyResource()
                .requiresNothing()
                .decode(ObjectOptions::preflight)
                .handle(ObjectOptions::allowed)
                .encode(headers -> OssResponse.empty(200, headers)));
    }

    private static Preflight preflight(Call call) {
        Headers headers = call.request().headers();
        return new Preflight(
                call.bucket().flatMap(bucket -> bucket.setting(BucketSettings.CORS)),
                headers.first("origin").filter(text -> !text.isEmpty()).orElseThrow(OssError.MISSING_ORIGIN::exception),
                headers.first("access-control-request-method")
                        .filter(text -> !text.isEmpty())
                        .orElseThrow(OssError.MISSING_REQUEST_METHOD::exception),
                headers.all("access-control-request-headers").stream()
                        .flatMap(names -> Arrays.stream(names.split(",", -1)))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    private static Headers allowed(Preflight preflight) {
        return preflight
                .rules()
                .flatMap(rules ->
                        CrossOrigin.preflight(rules, preflight.origin(), preflight.method(), preflight.headers()))
                .orElseThrow(OssError.CORS_NOT_ALLOWED::exception);
    }
}
