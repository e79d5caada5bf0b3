package io.coffer.benchmark;

import io.coffer.protocol.Headers;
import io.coffer.protocol.signature.SignableRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
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

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** No value of a secret. */
    @Override
    public String toString() {
        return "AwsSigner[" + accessKeyId + "]";
    }

    @Override
    public Headers sign(SignableRequest request) {
        String date = HTTP_DATE.format(Instant.now());
        String canonical = request.method() + "\n\n\n" + date + "\n" + amazonHeaders(request)
                + request.target().resource() + subresource(request);
        Headers.Builder headers = Headers.builder();
        request.headers().fields().forEach(field -> headers.add(field.name(), field.value()));
        return headers.add("date", date)
                .add("authorization", "AWS " + accessKeyId + ":" + signature(canonical))
                .build();
    }

    private static String amazonHeaders(SignableRequest request) {
        TreeMap<String, String> amazon = new TreeMap<>();
        request.headers().fields().stream()
                .filter(field -> field.name().toLowerCase(Locale.ROOT).startsWith("x-amz-"))
                .forEach(field -> amazon.put(field.name().toLowerCase(Locale.ROOT), field.value()));
        return amazon.entrySet().stream()
                .map(field -> field.getKey() + ":" + field.getValue() + "\n")
                .collect(Collectors.joining());
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
