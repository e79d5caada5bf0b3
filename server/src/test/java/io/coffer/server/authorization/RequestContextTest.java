package io.coffer.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.authorization.policy.ContextKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestContextTest {
    private static final RequestContext CONTEXT =
            RequestContext.of("10.0.0.1", true, Optional.of("curl"), Instant.parse("2026-11-22T12:00:00Z"));

    @Test
    void findsValuesByCanonicalKeyAndShowsThemAsWritten() {
        RequestContext context = CONTEXT.and("oss:Prefix", "p");
        assertThat(context.value("oss:prefix")).isEqualTo("p");
        assertThat(context.value("acs:currenttime")).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(context.value("oss:delimiter")).isNull();
        assertThat(CONTEXT.value("oss:prefix")).isNull();
        assertThat(context.values())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "acs:SourceIp", "10.0.0.1",
                        "acs:SecureTransport", "true",
                        "acs:UserAgent", "curl",
                        "acs:CurrentTime", "2026-11-22T12:00:00Z",
                        "oss:Prefix", "p"));
    }

    @Test
    void whatWasAddedLastCounts() {
        assertThat(CONTEXT.and("oss:Prefix", "p").and("OSS:prefix", "q").value("oss:prefix"))
                .isEqualTo("q");
        assertThat(CONTEXT.and("oss:Prefix", "p")
                        .and(RequestContext.EMPTY.and("oss:Prefix", "r"))
                        .value("oss:prefix"))
                .isEqualTo("r");
    }

    @Test
    void looksUpOnlyWhatIsAskedForAndThatOnce() {
        AtomicInteger lookups = new AtomicInteger();
        RequestContext context = CONTEXT.and("oss:A", () -> Optional.of("a" + lookups.incrementAndGet()))
                .andEach(ContextKey.of("oss:ExistingObjectTag/"), () -> {
                    lookups.incrementAndGet();
                    return Map.of("Team", "red");
                });
        assertThat(context.value("acs:sourceip")).isEqualTo("10.0.0.1");
        assertThat(context.values()).doesNotContainKeys("oss:A", "oss:ExistingObjectTag/Team");
        assertThat(lookups).hasValue(0);

        assertThat(context.value("oss:existingobjecttag/Team")).isEqualTo("red");
        assertThat(context.value("oss:existingobjecttag/team")).isNull();
        assertThat(context.and("oss:B", "b").value("oss:a")).isEqualTo("a2");
        assertThat(context.value("oss:a")).isEqualTo("a2");
        assertThat(lookups).hasValue(2);
        assertThat(context.values()).containsEntry("oss:A", "a2").containsEntry("oss:ExistingObjectTag/Team", "red");
    }
}
