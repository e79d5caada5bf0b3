package io.coffer.server.crash;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.ring.Answer;
import io.coffer.server.ring.Call;
import io.coffer.server.ring.Client;
import java.util.Optional;

/** What a bucket is told to do, buckets themselves, and that the rule that is set is the one that new objects follow. */
final class BucketSettings extends Story {
    private static final String BUCKET = "crash-settings";
    private static final String PASSING = "crash-passing";

    private final Known<String> acl = new Known<>("private");
    private final Known<String> rule = new Known<>("");
    private final Known<String> tag = new Known<>("");
    private final Known<Boolean> passing = new Known<>(false);

    BucketSettings(long seed) {
        super(seed);
    }

    @Override
    void begin(MortalServer server) {
        server.client().create(BUCKET);
    }

    @Override
    void step(MortalServer server) {
        Client client = server.client();
        switch (random.nextInt(5)) {
            case 0 -> {
                String value = one("private", "public-read");
                acl.change(value, client.bucket(PUT, BUCKET).with("acl").header("x-oss-acl", value));
            }
            case 1 -> changeRule(client);
            case 2 -> changeTag(client);
            case 3 -> passing.change(!passing.value(), client.bucket(passing.value() ? DELETE : PUT, PASSING));
            default -> {
                Answer answer = Known.sent(
                        client.object(PUT, BUCKET, "made-under-the-rule").body("content")::send);
                assertThat(answer.header("x-oss-server-side-encryption").orElse(""))
                        .isEqualTo(rule.value());
            }
        }
    }

    private void changeRule(Client client) {
        String value = one("", "AES256", "KMS", "SM4");
        if (value.isEmpty()) {
            rule.change("", client.bucket(DELETE, BUCKET).with("encryption"));
        } else {
            rule.change(value, () -> client.putRule(BUCKET, value));
        }
    }

    private void changeTag(Client client) {
        String value = "value" + random.nextInt(1_000_000);
        Call call = client.bucket(PUT, BUCKET)
                .with("tagging")
                .body("<Tagging><TagSet><Tag><Key>name</Key><Value>" + value + "</Value></Tag></TagSet></Tagging>");
        tag.change(value, call);
    }

    @Override
    void verify(MortalServer server) {
        Client client = server.client();
        acl.found(text(client, "acl", "Grant").orElseThrow(), "ACL of the bucket");
        rule.found(text(client, "encryption", "SSEAlgorithm").orElse(""), "rule of the bucket");
        tag.found(text(client, "tagging", "Value").orElse(""), "tag of the bucket");
        boolean there = client.bucket(HEAD, PASSING).send().status() == 200;
        passing.found(there, "whether the bucket " + PASSING + " is there");
        // as a whole or not at all
        assertThat(client.put(PASSING, "key", "content").outcome()).isEqualTo(there ? "200" : "404 NoSuchBucket");
        assertThat(client.delete(PASSING, "key").status()).isEqualTo(there ? 204 : 404);
    }

    private static Optional<String> text(Client client, String setting, String element) {
        return client.bucket(GET, BUCKET).with(setting).send().element(element);
    }
}
