package io.coffer.server.pipeline;

import io.coffer.model.OssError;
import io.coffer.model.setting.RoutingRule;
import io.coffer.model.setting.RoutingRule.Redirect;
import io.coffer.model.setting.RoutingRule.RedirectType;
import io.coffer.model.setting.WebsiteConfiguration;
import io.coffer.model.setting.WebsiteConfiguration.ErrorPage;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.Target;
import io.coffer.protocol.signature.RequestSigner;
import io.coffer.server.authentication.Caller;
import io.coffer.server.bucket.WebsiteRouting;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A request to a bucket that is a website. It decides only which document is asked for: each is authorized and read as
 * any object, in the name of the same caller, so a website shows nothing that its objects do not.
 */
final class WebsiteVisit {
    private static final int FOUND_ELSEWHERE = 302;
    private static final int NOT_FOUND = 404;

    /** What a client says of one document does not hold for the page in its place. */
    private static final Set<String> OF_ONE_DOCUMENT =
            Set.of("range", "if-range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since");

    private final WebsiteConfiguration website;
    private final WebsiteRouting routing;
    private final Operation operation;
    private final OssRequest request;
    private final boolean anonymous;
    private final Function<OssRequest, Outcome> run;
    private final String key;

    /** @param run authorizes and answers a request in the caller's name */
    WebsiteVisit(
            WebsiteConfiguration website,
            Operation operation,
            OssRequest request,
            Caller caller,
            Function<OssRequest, Outcome> run) {
        this.website = website;
        this.routing = new WebsiteRouting(website);
        this.operation = operation;
        this.request = request;
        this.anonymous = caller instanceof Caller.Anonymous;
        this.run = run;
        this.key = request.target().key().orElse("");
    }

    /** Whether the request reads an object or the root as a browser does; who names a version means no page. */
    static boolean mayBe(Operation operation, OssRequest request) {
        Method method = operation.route().method();
        return (method == Method.GET || method == Method.HEAD)
                && operation.route().isPlain()
                && !request.query().has("versionId")
                && operation.route().level() != Level.SERVICE;
    }

    Outcome outcome() {
        if (!anonymous) {
            return signed();
        }
        Outcome outcome = routing.ruleBefore(key, request.headers())
                .map(this::follow)
                .or(() -> routing.directoryDocument(key).map(this::read))
                .orElseGet(() -> run.apply(request));
        return switch (outcome) {
            case Outcome.Answered answered -> answered;
            case Outcome.Refused refused -> afterRefusal(refused);
        };
    }

    /** Who signs is a client of the API: it sees a listing at the root, and a directory only where no object is. */
    private Outcome signed() {
        Outcome asked = run.apply(request);
        Optional<String> document = routing.directoryDocument(key);
        boolean missing =
                asked instanceof Outcome.Refused refused && refused.refusal().error() == OssError.NO_SUCH_KEY;
        return missing && document.isPresent() && read(document.get()) instanceof Outcome.Answered answered
                ? answered
                : asked;
    }

    private Outcome afterRefusal(Outcome.Refused refused) {
        Optional<RoutingRule> rule = routing.ruleAfter(key, request.headers(), refused.status())
                .filter(found -> found.redirect().redirectType() != RedirectType.MIRROR);
        if (rule.isPresent()) {
            return follow(rule.get()) instanceof Outcome.Answered followed ? followed : errorPage(refused);
        }
        return refused.status() == NOT_FOUND ? missingDirectory().orElseGet(() -> errorPage(refused)) : refused;
    }

    private Outcome follow(RoutingRule rule) {
        String newKey = WebsiteRouting.rewritten(rule, key);
        return switch (rule.redirect().redirectType()) {
            case INTERNAL, MIRROR -> read(newKey);
            case EXTERNAL, ALI_CDN ->
                sentTo(rule.redirect().httpRedirectCode().orElse(FOUND_ELSEWHERE), location(rule.redirect(), newKey));
        };
    }

    private Optional<Outcome> missingDirectory() {
        Optional<String> document = routing.documentBelow(key);
        return switch (routing.missingDirectory()) {
            case REFUSE -> Optional.empty();
            case SERVE -> document.map(this::read).filter(outcome -> outcome instanceof Outcome.Answered);
            case REDIRECT ->
                document.filter(this::isReadable)
                        // no key starts with a slash, so this never names another host
                        .map(there -> sentTo(FOUND_ELSEWHERE, root(true) + PercentEncoding.encodePath(key) + "/"));
        };
    }

    /** Asked as the caller would: that something exists is told to none who may not read it. */
    private boolean isReadable(String document) {
        return ask(Method.HEAD, document, Headers.NONE) instanceof Outcome.Answered;
    }

    private Outcome errorPage(Outcome.Refused refused) {
        Optional<ErrorPage> page = website.errorDocument().filter(found -> refused.status() == NOT_FOUND);
        if (page.isEmpty()) {
            return refused;
        }
        Headers headers = new Headers(request.headers().fields().stream()
                .filter(field -> !OF_ONE_DOCUMENT.contains(field.name()))
                .toList());
        return switch (ask(request.method(), page.get().key(), headers)) {
            case Outcome.Answered answered ->
                new Outcome.Answered(
                        answered.operation(),
                        new OssResponse(
                                page.get().httpStatus().orElse(NOT_FOUND),
                                answered.response().headers(),
                                answered.response().body()));
            case Outcome.Refused missing -> refused;
        };
    }

    private Outcome read(String document) {
        return ask(request.method(), document, request.headers());
    }

    private Outcome ask(Method method, String document, Headers headers) {
        Target target = new Target(
                request.target().bucket(),
                Optional.of(document).filter(name -> !name.isEmpty()),
                request.target().style());
        return run.apply(request.asking(method, target, QueryParameters.NONE, headers));
    }

    private Outcome sentTo(int status, String location) {
        return new Outcome.Answered(
                Optional.of(operation),
                OssResponse.empty(
                        status, Headers.builder().add("Location", location).build()));
    }

    private String location(Redirect redirect, String newKey) {
        boolean sameHost = redirect.hostName().isEmpty();
        String query = redirect.passQueryString().orElse(false)
                        && !request.query().all().isEmpty()
                ? "?" + RequestSigner.queryString(request.query())
                : "";
        return redirect.protocol().orElse(request.scheme()) + "://"
                + redirect.hostName().orElse(request.host()) + root(sameHost)
                + PercentEncoding.encodePath(newKey) + query;
    }

    /** The path of the website's root; in path style the bucket is part of it. */
    private String root(boolean sameHost) {
        boolean inPath = sameHost && request.target().style() == Target.AddressStyle.PATH;
        return inPath ? "/" + request.target().bucket().orElse("") + "/" : "/";
    }
}
