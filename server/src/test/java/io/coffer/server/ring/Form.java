package io.coffer.server.ring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coffer.protocol.signature.PostPolicySignature;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/** A form in the making, as a browser or an SDK sends it. */
final class Form {
    static final String TYPE = "multipart/form-data; boundary=--form-42";
    private static final String DELIMITER = "----form-42";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Form field(String name, String value) {
        return part("form-data; name=\"" + name + "\"", "", value.getBytes(UTF_8));
    }

    Form file(String name, String type, byte[] content) {
        return part(
                "form-data; name=\"file\"; filename=\"" + name + "\"",
                type.isEmpty() ? "" : "Content-Type: " + type + "\r\n",
                content);
    }

    Form file(String content) {
        return file("hello.txt", "text/plain", content.getBytes(UTF_8));
    }

    private Form part(String disposition, String more, byte[] content) {
        body.writeBytes(
                (DELIMITER + "\r\nContent-Disposition: " + disposition + "\r\n" + more + "\r\n").getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(UTF_8));
        return this;
    }

    /** Signs with version 1. */
    Form signed(String accessKeyId, String secret, String policy) {
        String encoded = Base64.getEncoder().encodeToString(policy.getBytes(UTF_8));
        return field("OSSAccessKeyId", accessKeyId)
                .field("policy", encoded)
                .field("Signature", PostPolicySignature.signV1(encoded, secret.getBytes(UTF_8)));
    }

    /** Signs with version 2. */
    Form signedV2(String accessKeyId, String secret, String policy) {
        String encoded = Base64.getEncoder().encodeToString(policy.getBytes(UTF_8));
        return field("x-oss-signature-version", "OSS2")
                .field("x-oss-access-key-id", accessKeyId)
                .field("policy", encoded)
                .field("x-oss-signature", PostPolicySignature.signV2(encoded, secret.getBytes(UTF_8)));
    }

    /** Signs with version 4. */
    Form signedV4(String accessKeyId, String secret, String policy, Instant now) {
        String encoded = Base64.getEncoder().encodeToString(policy.getBytes(UTF_8));
        String date = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(now);
        String credential = accessKeyId + "/" + date.substring(0, 8) + "/cn-hangzhou/oss/aliyun_v4_request";
        return field("x-oss-signature-version", "OSS4-HMAC-SHA256")
                .field("x-oss-credential", credential)
                .field("x-oss-date", date)
                .field("policy", encoded)
                .field("x-oss-signature", PostPolicySignature.signV4(encoded, credential, secret.getBytes(UTF_8)));
    }

    /** A policy that expires in ten minutes. */
    static String policy(Instant now, String... conditions) {
        return "{\"expiration\":\"" + now.plusSeconds(600) + "\",\"conditions\":[" + String.join(",", conditions)
                + "]}";
    }

    byte[] bytes() {
        byte[] end = (DELIMITER + "--\r\n").getBytes(UTF_8);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(end);
        return whole.toByteArray();
    }
}
