package io.coffer.cli.oss;

import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.QueryParameters.Parameter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** One request, not yet addressed and signed. */
public record OssCall(
        Method method,
        Optional<String> bucket,
        Optional<String> key,
        List<Parameter> query,
        Headers headers,
        Payload payload) {
    public OssCall {
        query = List.copyOf(query);
    }

    public static OssCall service(Method method) {
        return new OssCall(method, Optional.empty(), Optional.empty(), List.of(), Headers.NONE, Payload.NONE);
    }

    public static OssCall bucket(Method method, String bucket) {
        return new OssCall(method, Optional.of(bucket), Optional.empty(), List.of(), Headers.NONE, Payload.NONE);
    }

    public static OssCall object(Method method, String bucket, String key) {
        return new OssCall(method, Optional.of(bucket), Optional.of(key), List.of(), Headers.NONE, Payload.NONE);
    }

    /** With a parameter that has no value. */
    public OssCall asking(String name) {
        return with(new Parameter(name, Optional.empty()));
    }

    public OssCall asking(String name, String value) {
        return with(new Parameter(name, Optional.of(value)));
    }

    private OssCall with(Parameter parameter) {
        List<Parameter> more = new ArrayList<>(query);
        more.add(parameter);
        return new OssCall(method, bucket, key, more, headers, payload);
    }

    public OssCall header(String name, String value) {
        return withHeaders(Headers.builder().addAll(headers).add(name, value).build());
    }

    public OssCall withHeaders(Headers changed) {
        return new OssCall(method, bucket, key, query, changed, payload);
    }

    public OssCall carrying(Payload carried) {
        return new OssCall(method, bucket, key, query, headers, carried);
    }

    /** With the MD5 of what it carries, which must be in memory; some operations demand it. */
    public OssCall withContentMd5() {
        if (!(payload instanceof Payload.Bytes held)) {
            throw new IllegalStateException("only what is in memory is summed up before it is sent");
        }
        try {
            byte[] md5 = MessageDigest.getInstance("MD5").digest(held.bytes());
            return header("Content-MD5", Base64.getEncoder().encodeToString(md5));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    QueryParameters parameters() {
        return new QueryParameters(query);
    }
}
