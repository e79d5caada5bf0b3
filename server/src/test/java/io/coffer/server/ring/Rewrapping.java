package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Jobs that put what a bucket holds under another key, and what clients see of it before and after. */
record Rewrapping(Ring ring) {
    /** Fields that differ with every answer, or say how an object is encrypted. */
    private static final List<String> APART =
            List.of("date", "x-oss-request-id", "x-oss-server-time", "x-oss-server-side", "connection");

    /** Runs a job to its end and gives its report. */
    JsonNode run(String bucket, String... more) {
        return await(bucket, start(bucket, more).text("/RewrapId"));
    }

    Administration.Reply start(String bucket, String... more) {
        List<String> parameters = new ArrayList<>(List.of("BucketName", bucket));
        parameters.addAll(List.of(more));
        return ring.administration().succeed(Administration.COFFER, "StartRewrap", parameters.toArray(String[]::new));
    }

    JsonNode await(String bucket, String id) {
        return Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(2))
                .until(
                        () -> ring.administration()
                                .succeed(Administration.COFFER, "GetRewrap", "BucketName", bucket, "RewrapId", id)
                                .body(),
                        job -> !List.of("Running", "Reclaiming")
                                .contains(job.path("Status").asString()));
    }

    /**
     * Runs a job that leaves nothing, and finds that the ledger says so. On a shared store what was replaced may stay, since another
     * server may be reading it.
     */
    JsonNode complete(String bucket, String... more) {
        JsonNode report = run(bucket, more);
        assertThat(report.path("Remaining").asLong()).as("%s", report).isZero();
        assertThat(report.path("IsComplete").asBoolean())
                .as("%s", report)
                .isEqualTo(report.path("PhysicalBytes").asLong() == 0);
        if (requireExact()) {
            assertThat(report.path("IsComplete").asBoolean()).isTrue();
        }
        return report;
    }

    /** False when the store has no ledger of its own: then each answer is counted from what there is. */
    boolean requireExact() {
        Administration.Reply check = ring.administration().call(Administration.COFFER, "VerifyLedger");
        if (check.outcome().equals("501 LedgerUnsupported")) {
            return false;
        }
        assertThat(check.body().path("IsExact").asBoolean())
                .as("%s", check.body())
                .isTrue();
        return true;
    }

    JsonNode use(String keyId, String... more) {
        List<String> parameters = new ArrayList<>(List.of("KeyId", keyId));
        parameters.addAll(List.of(more));
        return ring.administration()
                .succeed(Administration.COFFER, "GetKeyUse", parameters.toArray(String[]::new))
                .body();
    }

    String newKey() {
        return ring.administration().succeed(Administration.KMS, "CreateKey").text("/KeyMetadata/KeyId");
    }

    /** All that a client sees of a version but how it is encrypted: fields, body, tags, ACL. */
    Map<String, String> seen(String bucket, String key, String... version) {
        Map<String, String> seen = new TreeMap<>();
        Answer got = call(ring.owner().object(GET, bucket, key), version).send();
        if (got.status() >= 300) {
            // a delete marker: the rest is the text of a refusal, which no two answers share
            return Map.of("get", got.outcome());
        }
        put(seen, "get", got);
        put(seen, "head", call(ring.owner().object(HEAD, bucket, key), version).send());
        seen.put("body", java.util.HexFormat.of().formatHex(got.body()));
        seen.put(
                "tags",
                call(ring.owner().object(GET, bucket, key).with("tagging"), version)
                        .send()
                        .text());
        seen.put(
                "acl",
                call(ring.owner().object(GET, bucket, key).with("acl"), version)
                        .send()
                        .text());
        return seen;
    }

    private static Call call(Call call, String... version) {
        return version.length == 0 ? call : call.with("versionId", version[0]);
    }

    private static void put(Map<String, String> seen, String prefix, Answer answer) {
        seen.put(prefix, answer.outcome());
        answer.fields().stream()
                .filter(field -> APART.stream()
                        .noneMatch(apart -> field.toLowerCase(Locale.ROOT).startsWith(apart)))
                .forEach(field -> seen.put(prefix + " " + field, ""));
    }

    String encryption(String bucket, String key) {
        return ring.owner()
                        .head(bucket, key)
                        .header("x-oss-server-side-encryption")
                        .orElse("none")
                + ring.owner()
                        .head(bucket, key)
                        .header("x-oss-server-side-data-encryption")
                        .map(cipher -> "/" + cipher)
                        .orElse("");
    }

    static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** An object of every kind: empty, small, of several segments, of parts, appended, a link. */
    List<String> everyKind(String bucket) {
        Client owner = ring.owner();
        owner.put(bucket, "empty", "");
        owner.object(PUT, bucket, "small")
                .header("x-oss-meta-note", "of " + bucket)
                .header("x-oss-tagging", "colour=blue")
                .header("x-oss-object-acl", "public-read")
                .header("content-type", "text/special")
                .body("small thing")
                .send();
        owner.put(bucket, "large", bytes(200_000, 1));
        parts(bucket, "parts");
        append(bucket, "log", 0, "one ");
        append(bucket, "log", 4, "two ");
        owner.object(PUT, bucket, "link")
                .with("symlink")
                .header("x-oss-symlink-target", "small")
                .send();
        return List.of("empty", "small", "large", "parts", "log", "link");
    }

    Answer append(String bucket, String key, long position, String text) {
        return ring.owner()
                .object(POST, bucket, key)
                .with("append")
                .with("position", Long.toString(position))
                .body(text)
                .send();
    }

    /** An object of three parts. */
    void parts(String bucket, String key) {
        String upload = begin(bucket, key);
        for (int number = 1; number <= 3; number++) {
            part(bucket, key, upload, number, bytes(number < 3 ? 102_400 : 50, number));
        }
        assertThat(completeUpload(bucket, key, upload).outcome()).isEqualTo("200");
    }

    String begin(String bucket, String key) {
        return ring.owner()
                .object(POST, bucket, key)
                .with("uploads")
                .header("x-oss-meta-note", "uploaded")
                .send()
                .element("UploadId")
                .orElseThrow();
    }

    Answer part(String bucket, String key, String upload, int number, byte[] body) {
        return ring.owner()
                .object(PUT, bucket, key)
                .with("partNumber", Integer.toString(number))
                .with("uploadId", upload)
                .body(body)
                .send();
    }

    Answer completeUpload(String bucket, String key, String upload) {
        return ring.owner()
                .object(POST, bucket, key)
                .with("uploadId", upload)
                .header("x-oss-complete-all", "yes")
                .send();
    }

    Answer listParts(String bucket, String key, String upload) {
        return ring.owner().object(GET, bucket, key).with("uploadId", upload).send();
    }
}
