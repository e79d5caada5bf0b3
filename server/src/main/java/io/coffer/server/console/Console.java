package io.coffer.server.console;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.Target;
import io.coffer.server.pipeline.Outcome;
import io.coffer.server.pipeline.RequestPipeline;
import java.util.Optional;

/**
 * What stands below {@code /console/}: the console's files, and below {@code /console/oss/} the OSS API of the other
 * port, in path style, for a page that may only talk to where it came from. A request passes the same pipeline as there
 * and is signed for the path behind {@code /console/oss}.
 *
 * <p>Only requests with an {@code Authorization} header are handed over. A browser adds none by itself, so that no link,
 * form or frame makes a stored object a page of the console's origin.
 */
public final class Console {
    private static final String FOLDER = "console";
    private static final String OSS = "oss/";
    private static final String NOT_BUILT = """
            {"Code":"ConsoleNotBuilt","Message":"This server was built without the web console, since there was no \
Node.js and npm on the machine that built it. Everything else is served; build it again with Node.js 20 or newer for \
the console."}
            """;

    private final RequestPipeline pipeline;

    public Console(RequestPipeline pipeline) {
        this.pipeline = pipeline;
    }

    public static boolean isAskedFor(OssRequest request) {
        return request.target().bucket().filter(FOLDER::equals).isPresent();
    }

    /** @throws OssException for what is not there, or not handed over */
    public Outcome handle(OssRequest request) {
        String path = request.target().key().orElse("index.html");
        if (path.startsWith(OSS)) {
            return handOver(request, path.substring(OSS.length()));
        }
        return new Outcome.Answered(Optional.empty(), file(request, path).with(BrowserRules.OF_CONSOLE));
    }

    private Outcome handOver(OssRequest request, String path) {
        if (request.header("authorization").isEmpty()) {
            throw OssError.ACCESS_DENIED.saying(
                    "The console's way to the OSS API takes only requests that are signed in the Authorization header.");
        }
        Outcome outcome = pipeline.handle(
                request.asking(request.method(), Target.ofPath(path), request.query(), request.headers()));
        return outcome.with(Headers.builder()
                .addAll(outcome.headers())
                .addAll(BrowserRules.OF_STORED_DATA)
                .build());
    }

    private static OssResponse file(OssRequest request, String name) {
        if (request.method() != Method.GET && request.method() != Method.HEAD) {
            throw OssError.METHOD_NOT_ALLOWED
                    .with("Method", request.method().name())
                    .and("ResourceType", "CONSOLE");
        }
        ConsoleFiles files = ConsoleFiles.built();
        if (!files.areThere()) {
            return OssResponse.text(404, "application/json", NOT_BUILT);
        }
        return files.find(name)
                .orElseThrow(OssError.NO_SUCH_ADMINISTRATION_PATH::exception)
                .answer(request);
    }
}
