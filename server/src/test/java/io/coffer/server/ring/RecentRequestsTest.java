package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.server.ring.Administration.COFFER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The list of the last requests. */
class RecentRequestsTest {
    private final Ring ring = Ring.inMemory();

    @AfterEach
    void close() {
        ring.close();
    }

    private static List<String> lines(Administration reader, String... parameters) {
        return reader.succeed(COFFER, "ListRecentRequests", parameters)
                .body()
                .at("/Requests/Request")
                .valueStream()
                .map(RecentRequestsTest::line)
                .toList();
    }

    private static String line(JsonNode request) {
        return request.at("/Operation").asString() + " "
                + request.at("/Outcome").asString();
    }

    @Test
    void theNewestStandsFirst() {
        ring.owner().create("listed");
        ring.owner().put("listed", "k", "text");
        ring.owner().get("listed", "gone");
        assertThat(lines(ring.administration(), "MaxItems", "3"))
                .containsExactly("GetObject NoSuchKey", "PutObject Allowed", "PutBucket Allowed");
        assertThat(lines(ring.administration(), "Refused", "true")).containsExactly("GetObject NoSuchKey");
    }

    @Test
    void anotherAccountSeesItsOwnOnly() {
        ring.owner().create("hidden");
        ring.other().bucket(GET, "hidden").with("acl").send();
        Administration other = ring.administration("LTAIother", "other-secret");
        assertThat(lines(other)).containsExactly("GetBucketAcl AccessDenied");
        assertThat(lines(ring.administration())).contains("GetBucketAcl AccessDenied", "PutBucket Allowed");
    }

    @Test
    void itNeedsItsPermission() {
        RamUser without = RamUser.named(ring, "without").with(RamUser.allow("oss:*", "*"));
        assertThat(without.administration().call(COFFER, "ListRecentRequests").outcome())
                .isEqualTo("403 NoPermission");
        RamUser with = RamUser.named(ring, "with").with(RamUser.allow("coffer:ListRecentRequests", "*"));
        assertThat(lines(with.administration())).contains("ListRecentRequests NoPermission");
    }

    @Test
    void whatIsAskedForIsChecked() {
        assertThat(ring.administration()
                        .call(COFFER, "ListRecentRequests", "Refused", "perhaps")
                        .outcome())
                .isEqualTo("400 InvalidParameter.Refused");
        assertThat(ring.administration()
                        .call(COFFER, "ListRecentRequests", "MaxItems", "1001")
                        .outcome())
                .isEqualTo("400 InvalidParameter.MaxItems");
    }

    @Test
    void noSecretIsInIt() {
        ring.owner().create("quiet");
        String answer = ring.administration()
                .succeed(COFFER, "ListRecentRequests")
                .body()
                .toString();
        assertThat(answer).contains("quiet").doesNotContain("Signature", "Authorization", "SecurityToken");
    }
}
