package io.coffer.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.policy.ContextKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentRequestsTest {
    @Test
    void theOldestMakesRoom() {
        RecentRequests recent = new RecentRequests(3);
        assertThat(recent.newestFirst()).isEmpty();
        List.of("a", "b", "c", "d").forEach(id -> recent.add(request(id, RequestContext.EMPTY)));
        assertThat(recent.newestFirst()).extracting(RecentRequest::requestId).containsExactly("d", "c", "b");
        assertThat(recent.find("c")).isPresent();
        assertThat(recent.find("a")).isEmpty();
    }

    @Test
    void noneAreKeptWhenNoneAreWanted() {
        RecentRequests recent = new RecentRequests(0);
        recent.add(request("a", RequestContext.EMPTY));
        assertThat(recent.newestFirst()).isEmpty();
        assertThat(recent.find("a")).isEmpty();
    }

    @Test
    void manyThreadsLoseNothingWhileThereIsRoom() {
        RecentRequests recent = new RecentRequests(5000);
        IntStream.range(0, 5000).parallel().forEach(at -> recent.add(request("r" + at, RequestContext.EMPTY)));
        assertThat(recent.newestFirst().map(RecentRequest::requestId).distinct())
                .hasSize(5000);
    }

    @Test
    void longValuesAreCutAndNothingIsLookedUpLater() {
        AtomicInteger lookUps = new AtomicInteger();
        RequestContext context = RequestContext.of(
                        "10.0.0.1", true, Optional.of("x".repeat(100_000)), Instant.parse("2026-11-22T12:00:00Z"))
                .and("oss:Known", () -> {
                    lookUps.incrementAndGet();
                    return Optional.of("y");
                })
                .andEach(ContextKey.of("oss:ExistingObjectTag/"), () -> {
                    lookUps.incrementAndGet();
                    return Map.of("t", "v");
                });
        RecentRequests recent = new RecentRequests(1);
        recent.add(request("a", context));
        RequestContext kept = recent.find("a").orElseThrow().asked().getFirst().context();
        assertThat(kept.values().get("acs:UserAgent")).hasSize(Asked.LONGEST_KEPT);
        assertThat(kept.values()).containsEntry("acs:SourceIp", "10.0.0.1");
        assertThat(kept.value("oss:known")).isNull();
        assertThat(kept.value("oss:existingobjecttag/t")).isNull();
        assertThat(lookUps).hasValue(0);
    }

    @Test
    void whatWasLookedUpIsKept() {
        RequestContext context =
                RequestContext.EMPTY.andEach(ContextKey.of("oss:ExistingObjectTag/"), () -> Map.of("t", "v"));
        assertThat(context.value("oss:existingobjecttag/t")).isEqualTo("v");
        assertThat(context.kept(100).value("oss:existingobjecttag/t")).isEqualTo("v");
    }

    private static RecentRequest request(String id, RequestContext context) {
        Permission permission = new Permission("oss:GetObject", "acs:oss:cn-hangzhou:1:b/k");
        return new RecentRequest(
                id,
                Instant.EPOCH,
                Caller.ANONYMOUS,
                "GetObject",
                List.of(new Asked(permission, Optional.empty(), context)),
                Optional.empty(),
                Optional.empty());
    }
}
