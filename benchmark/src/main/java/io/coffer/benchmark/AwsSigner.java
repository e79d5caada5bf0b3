package io.coffer.benchmark;

import io.coffer.protocol.Headers;
import io.coffer.protocol.HttpDates;
import io.coffer.protocol.signature.SignableRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Version 2 of AWS's signatures in the header, for S3 gateways that verify them
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html).
 */
record AwsSigner(String accessKeyId, String secret) implements LoadSigner {
    /** Of the query, what is signed, as far as the workloads send it. */
    private static final List<String> SIGNED_PARAMETERS = List.of("acl", "partNumber", "uploadId", "uploads");

    /** No value of a secret. */
    @Override
    public String toString() {
        return "AwsSigner[" + accessKeyId + "]";
    }

    @Override
    public Headers sign(SignableRequest request) {
        String date = HttpDates.format(Instant.now());
        // the workloads send no x-amz- headers, which would stand before the resource
        String canonical =
                request.method() + "\n\n\n" + date + "\n" + request.target().resource() + subresource(request);
        Headers.Builder headers = Headers.builder();
        request.headers().fields().forEach(field -> headers.add(field.name(), field.value()));
        return headers.add("date", date)
                .add("authorization", "AWS " + accessKeyId + ":" + signature(canonical))
                .build();
    }

    private static String subresource(SignableRequest request) {
        String signed = SIGNED_PARAMETERS.stream()
                .filter(name -> request.query().has(name))
                .map(name -> request.query()
                        .first(name)
                        .filter(value -> !value.isEmpty())
                        .map(value -> name + "=" + value)
                        .orElse(name))
                .collect(Collectors.joining("&"));
        return signed.isEmpty() ? "" : "?" + signed;
    }

    String signature(String canonical) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(canonical.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
