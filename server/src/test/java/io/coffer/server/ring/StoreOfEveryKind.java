package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static io.coffer.server.ring.Administration.COFFER;
import static io.coffer.server.ring.Administration.KMS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;

/** A store with something of every kind in it under every rule, and what callers saw of it where it was made. */
final class StoreOfEveryKind {
    private static final List<String> RULES = List.of("", "AES256", "SM4", "KMS");
    private static final int PART = 100 * 1024;

    private final Map<String, Map<String, String>> seen = new LinkedHashMap<>();
    private final Map<String, String> documents = new LinkedHashMap<>();
    private final List<String> versions = new ArrayList<>();
    private final String masterKey;
    private final RamUser user;
    private final String upload;
    private final String uploadedTag;

    private StoreOfEveryKind(Ring ring) {
        Client owner = ring.owner();
        Rewrapping kinds = new Rewrapping(ring);
        for (String rule : RULES) {
            String bucket = bucket(rule);
            owner.create(bucket);
            if (!rule.isEmpty()) {
                assertThat(owner.putRule(bucket, rule).outcome()).isEqualTo("200");
            }
            kinds.everyKind(bucket);
        }
        masterKey = kinds.newKey();
        owner.create("own-key").putKmsRule("own-key", masterKey);
        owner.put("own-key", "large", Rewrapping.bytes(3_000_000, 5));
        owner.create("versions").putRule("versions", "AES256");
        owner.bucket(PUT, "versions")
                .with("versioning")
                .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                .send();
        for (String text : List.of("one", "two", "three")) {
            versions.add(owner.put("versions", "key", text)
                    .header("x-oss-version-id")
                    .orElseThrow());
        }
        owner.put("versions", "deleted", "text");
        owner.delete("versions", "deleted");
        upload = owner.object(POST, bucket("AES256"), "upload")
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
        uploadedTag = part(ring, 1).header("etag").orElseThrow();
        user = RamUser.named(ring, "mover")
                .with("read", RamUser.allow("oss:GetObject", "acs:oss:*:*:own-key/*"))
                .with("decrypt", RamUser.allow("kms:Decrypt", "*"));
    }

    static StoreOfEveryKind in(Ring ring) {
        StoreOfEveryKind store = new StoreOfEveryKind(ring);
        store.look(ring);
        return store;
    }

    private static String bucket(String rule) {
        return "kinds" + rule.toLowerCase(Locale.ROOT);
    }

    private Answer part(Ring ring, int number) {
        return ring.owner()
                .object(PUT, bucket("AES256"), "upload")
                .with("partNumber", Integer.toString(number))
                .with("uploadId", upload)
                .body(Rewrapping.bytes(PART, number))
                .send();
    }

    /** Sees all of it anew, where it is at home. */
    void look(Ring ring) {
        seen.clear();
        seen.putAll(seenAt(ring));
        documents.clear();
        documents.putAll(documentsAt(ring));
    }

    private Map<String, Map<String, String>> seenAt(Ring ring) {
        Rewrapping kinds = new Rewrapping(ring);
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        for (String rule : RULES) {
            for (String key : List.of("empty", "small", "large", "parts", "log", "link")) {
                all.put(bucket(rule) + "/" + key, kinds.seen(bucket(rule), key));
            }
        }
        all.put("own-key/large", kinds.seen("own-key", "large"));
        versions.forEach(version -> all.put("versions/key " + version, kinds.seen("versions", "key", version)));
        all.put("versions/key", kinds.seen("versions", "key"));
        all.put("versions/deleted", kinds.seen("versions", "deleted"));
        return all;
    }

    private Map<String, String> documentsAt(Ring ring) {
        Rewrapping kinds = new Rewrapping(ring);
        Map<String, String> all = new LinkedHashMap<>();
        for (String rule : RULES) {
            all.put("rule of " + bucket(rule), document(ring.owner().getRule(bucket(rule))));
            all.put(
                    "list of " + bucket(rule),
                    document(ring.owner().bucket(GET, bucket(rule)).send()));
            all.put("cipher of " + bucket(rule), kinds.encryption(bucket(rule), "large"));
        }
        all.put("rule of own-key", document(ring.owner().getRule("own-key")));
        all.put(
                "versions",
                document(ring.owner().bucket(GET, "versions").with("versions").send()));
        all.put(
                "uploads",
                document(ring.owner()
                        .bucket(GET, bucket("AES256"))
                        .with("uploads")
                        .send()));
        all.put("buckets", document(ring.owner().service(GET).send()));
        all.put(
                "key",
                ring.administration()
                        .succeed(KMS, "DescribeKey", "KeyId", masterKey)
                        .body()
                        .path("KeyMetadata")
                        .toString());
        return all;
    }

    /** Without what no two answers share. */
    private static String document(Answer answer) {
        return answer.outcome()
                + answer.text()
                        .replaceAll("<(RequestId|HostId)>[^<]*</\\1>", "")
                        .replaceAll("127\\.0\\.0\\.1:\\d+", "");
    }

    /** All is as it was seen last, to the owner and to a user with a key of its own. */
    void requireSameAt(Ring ring) {
        assertThat(seenAt(ring)).isEqualTo(seen);
        assertThat(documentsAt(ring)).isEqualTo(documents);
        Client mover = ring.client(user.accessKeyId(), user.secret());
        assertThat(mover.get("own-key", "large").body()).isEqualTo(Rewrapping.bytes(3_000_000, 5));
        assertThat(mover.put("own-key", "large", "mine").status()).isEqualTo(403);
        assertThat(ring.administration()
                        .succeed(COFFER, "VerifyAuditTrail")
                        .body()
                        .at("/IsWhole")
                        .asBoolean())
                .isTrue();
    }

    /** What was begun is gone on with, and what is there can be changed, on the conditions that hold. */
    void requireGoesOnAt(Ring ring) {
        Client owner = ring.owner();
        String second = part(ring, 2).header("etag").orElseThrow();
        assertThat(owner.object(POST, bucket("AES256"), "upload")
                        .with("uploadId", upload)
                        .body("<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + uploadedTag
                                + "</ETag></Part><Part><PartNumber>2</PartNumber><ETag>" + second
                                + "</ETag></Part></CompleteMultipartUpload>")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.get(bucket("AES256"), "upload").body()).hasSize(2 * PART);
        for (String rule : RULES) {
            assertThat(new Rewrapping(ring)
                            .append(bucket(rule), "log", 8, "three")
                            .outcome())
                    .isEqualTo("200");
            assertThat(owner.get(bucket(rule), "log").text()).isEqualTo("one two three");
            assertThat(owner.object(PUT, bucket(rule), "small")
                            .header("x-oss-forbid-overwrite", "true")
                            .body("other")
                            .send()
                            .outcome())
                    .startsWith("409");
            assertThat(owner.object(PUT, bucket(rule), "small")
                            .with("tagging")
                            .body("<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>")
                            .send()
                            .outcome())
                    .isEqualTo("200");
            assertThat(owner.put(bucket(rule), "large", "shorter").outcome()).isEqualTo("200");
            assertThat(owner.get(bucket(rule), "large").text()).isEqualTo("shorter");
            assertThat(owner.delete(bucket(rule), "empty").status()).isEqualTo(204);
        }
        String fourth =
                owner.put("versions", "key", "four").header("x-oss-version-id").orElseThrow();
        assertThat(owner.get("versions", "key").text()).isEqualTo("four");
        assertThat(owner.object(GET, "versions", "key")
                        .with("versionId", versions.getFirst())
                        .send()
                        .text())
                .isEqualTo("one");
        assertThat(versions).doesNotContain(fourth);
        rewrap(ring);
    }

    /** What was carried goes under another rule as anything else does. */
    private void rewrap(Ring ring) {
        Awaitility.await().atMost(java.time.Duration.ofMinutes(1)).until(ring::keepsHouse);
        assertThat(ring.owner().putKmsRule(bucket("AES256"), masterKey).outcome())
                .isEqualTo("200");
        assertThat(new Rewrapping(ring).run(bucket("AES256")).path("Remaining").asLong())
                .isZero();
        assertThat(new Rewrapping(ring).encryption(bucket("AES256"), "parts")).startsWith("KMS");
        assertThat(ring.owner().get(bucket("AES256"), "small").text()).isEqualTo("small thing");
    }
}
