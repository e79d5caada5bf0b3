package io.coffer.server.operation.object;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.Headers;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.ResponseBody;
import io.coffer.protocol.xml.PostObjectXml;
import io.coffer.server.object.StoredObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * What the sender of a form gets to see.
 *
 * @param redirect where its browser goes next; counts over the status
 * @param status 200, 201 or 204
 */
record FormAnswer(OssRequest request, Optional<String> redirect, int status) {
    private static final String REDIRECT = "success_action_redirect";

    /** @throws OssException for a redirect that is no URL; a status that OSS does not know is as none */
    static FormAnswer of(OssRequest request) {
        Optional<String> redirect = request.header(REDIRECT).filter(text -> !text.isEmpty());
        redirect.ifPresent(FormAnswer::requireUrl);
        int status = switch (request.header("success_action_status").orElse("")) {
            case "200" -> 200;
            case "201" -> 201;
            default -> 204;
        };
        return new FormAnswer(request, redirect, status);
    }

    private static void requireUrl(String text) {
        try {
            String scheme = Optional.ofNullable(new URI(text).getScheme()).orElse("");
            if (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https")) {
                return;
            }
        } catch (URISyntaxException malformed) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    private static OssException invalid(String text) {
        return OssError.invalidArgument(REDIRECT, text, "The redirect is not a URL of http or https.");
    }

    /** @param headers of every answer to an upload */
    OssResponse of(StoredObject stored, Headers headers) {
        String bucket = request.target().bucket().orElse("");
        String key = stored.key().value();
        String etag = stored.facts().etag().quoted();
        if (redirect.isPresent()) {
            String query = "bucket=" + PercentEncoding.encode(bucket) + "&key=" + PercentEncoding.encode(key) + "&etag="
                    + PercentEncoding.encode(etag);
            return OssResponse.empty(303, with(headers, "Location", withQuery(redirect.get(), query)));
        }
        if (status != 201) {
            return OssResponse.empty(status, headers);
        }
        String location = ObjectLocation.of(request, stored.key());
        return new OssResponse(
                201,
                with(headers, "content-type", "application/xml"),
                ResponseBody.of(PostObjectXml.write(bucket, stored.facts().etag(), key, location)));
    }

    private static Headers with(Headers headers, String name, String value) {
        return Headers.builder().addAll(headers).set(name, value).build();
    }

    private static String withQuery(String url, String query) {
        int hash = url.indexOf('#');
        String bare = hash < 0 ? url : url.substring(0, hash);
        String fragment = hash < 0 ? "" : url.substring(hash);
        return bare + (bare.indexOf('?') < 0 ? "?" : "&") + query + fragment;
    }
}
