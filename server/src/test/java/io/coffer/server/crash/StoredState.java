package io.coffer.server.crash;

import static io.coffer.protocol.Method.GET;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.ring.Answer;
import io.coffer.server.ring.Client;
import java.util.Optional;

/**
 * An object as a reader finds it.
 *
 * @param tag the value of its one tag, empty without
 * @param encryption as the answer's header says, empty without
 */
record StoredState(Content content, String type, String tag, String acl, String encryption) {
    static final String NO_ACL = "default";

    static StoredState plain(Content content, String type, String encryption) {
        return new StoredState(content, type, "", NO_ACL, encryption);
    }

    StoredState withTag(String other) {
        return new StoredState(content, type, other, acl, encryption);
    }

    StoredState withAcl(String other) {
        return new StoredState(content, type, tag, other, encryption);
    }

    StoredState withContent(Content other) {
        return new StoredState(other, type, tag, acl, encryption);
    }

    /** Reads everything of an object and holds its headers against its bytes. */
    static Optional<StoredState> read(Client client, String bucket, String key) {
        Answer answer = client.get(bucket, key);
        if (answer.outcome().equals("404 NoSuchKey")) {
            return Optional.empty();
        }
        assertThat(answer.outcome()).as("%s/%s", bucket, key).isEqualTo("200");
        assertThat(answer.isWhole()).as("%s/%s is whole", bucket, key).isTrue();
        Content content = Content.of(answer.body());
        String type = answer.header("x-oss-object-type").orElse("");
        assertThat(answer.header("x-oss-hash-crc64ecma"))
                .as("%s/%s", bucket, key)
                .contains(content.crc64());
        if (type.equals("Normal")) {
            assertThat(answer.header("etag")).contains('"' + content.md5() + '"');
        }
        String tag = client.object(GET, bucket, key)
                .with("tagging")
                .send()
                .element("Value")
                .orElse("");
        String acl = client.object(GET, bucket, key)
                .with("acl")
                .send()
                .element("Grant")
                .orElse("");
        return Optional.of(new StoredState(
                content,
                type,
                tag,
                acl,
                answer.header("x-oss-server-side-encryption").orElse("")));
    }
}
