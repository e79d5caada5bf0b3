package io.coffer.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.RootKey;
import io.coffer.server.audit.AuditOutcome.Result;
import io.coffer.server.audit.AuditVerification.Break;
import io.coffer.server.audit.AuditVerification.Kind;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.storage.Attributes;
import io.coffer.storage.Condition;
import io.coffer.storage.Name;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.memory.MemoryStorageEngine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditTrailTest {
    private static final AuditReading.Query ALL = query(null, null, null, null, null);

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final RootKey rootKey = RootKey.random();
    private final MemoryStorageEngine engine = new MemoryStorageEngine();
    private final AuditTrail trail = open();

    /** What another gateway does, or this one after a restart. */
    private AuditTrail open() {
        return new AuditTrail(new ControlRecords(engine, new RecordSeal(rootKey.derive("records/v1"))), clock);
    }

    private static AuditedRequest request(String action, String account, String parameter) {
        return new AuditedRequest(
                "id-" + action,
                "ram",
                action,
                "ram:" + action,
                "acs:ram::" + account + ":user/u",
                new Actor(
                        "RamUser",
                        Optional.of(account),
                        Optional.of("2001"),
                        Optional.of("anna"),
                        Optional.empty(),
                        Optional.of("LTAIanna")),
                "10.0.0.1",
                true,
                Optional.of("curl"),
                new TreeMap<>(Map.of("UserName", parameter)));
    }

    private void change(AuditTrail on, String action) {
        on.begin(request(action, "1", "u")).succeeded(Map.of("UserId", "7"));
    }

    private void changes(int count) {
        for (int number = 1; number <= count; number++) {
            change(trail, "Create" + number);
        }
    }

    private Space space() {
        return engine.space(new SpaceId("control"));
    }

    private static Name name(long number) {
        return Name.of(AuditChain.name(number));
    }

    private Attributes stored(long number) {
        return space().head(name(number)).orElseThrow().attributes();
    }

    private void assertBreaks(AuditVerification.Report report, Break... breaks) {
        assertThat(report.breaks()).containsExactly(breaks);
        assertThat(report.isWhole()).isEqualTo(breaks.length == 0);
    }

    @Test
    void aChangeLeavesWhatWasAskedAndHowItEnded() {
        AuditTrail.Intent intent = trail.begin(request("CreateUser", "1", "anna"));
        AuditRecord begun = trail.list(ALL, Optional.empty(), 10)
                .items()
                .getFirst()
                .record()
                .orElseThrow();
        assertThat(begun.result()).isEqualTo(Result.UNKNOWN);
        assertThat(begun.entry().request()).isEqualTo(request("CreateUser", "1", "anna"));
        now = now.plusSeconds(3);
        intent.succeeded(Map.of("UserId", "7"));
        AuditRecord ended = trail.list(ALL, Optional.empty(), 10)
                .items()
                .getFirst()
                .record()
                .orElseThrow();
        assertThat(ended.entry()).isEqualTo(begun.entry());
        assertThat(ended.result()).isEqualTo(Result.SUCCESS);
        assertThat(ended.outcome().orElseThrow().made()).containsExactly(Map.entry("UserId", "7"));
        assertThat(ended.outcome().orElseThrow().time()).isEqualTo(now);
    }

    @Test
    void aTrailThatNobodyTouchedIsWhole() {
        assertBreaks(trail.verify(Optional.empty()));
        changes(1200);
        AuditVerification.Report report = trail.verify(Optional.empty());
        assertBreaks(report);
        assertThat(report.records()).isEqualTo(1200);
        assertThat(report.newest().number()).isEqualTo(1200);
        assertBreaks(open().verify(Optional.of(report.newest())));
    }

    @Test
    void gatewaysWriteOneChain() throws Exception {
        List<AuditTrail> gateways = List.of(trail, open(), open());
        try (ExecutorService executor = Executors.newFixedThreadPool(6)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 6; thread++) {
                AuditTrail gateway = gateways.get(thread % 3);
                all.add(executor.submit(() -> {
                    for (int number = 0; number < 50; number++) {
                        change(gateway, "Create");
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        AuditVerification.Report report = trail.verify(Optional.empty());
        assertBreaks(report);
        assertThat(report.records()).isEqualTo(300);
    }

    @Test
    void aRemovedRecordIsMissed() {
        changes(5);
        space().delete(name(2), Condition.ANY);
        space().delete(name(3), Condition.ANY);
        assertBreaks(trail.verify(Optional.empty()), new Break(2, 3, Kind.MISSING));
        space().delete(name(1), Condition.ANY);
        assertBreaks(open().verify(Optional.empty()), new Break(1, 3, Kind.MISSING));
    }

    @Test
    void newestRecordsThatWereRemovedAreMissedByWhoKnewThem() {
        changes(5);
        Link newest = trail.verify(Optional.empty()).newest();
        space().delete(name(5), Condition.ANY);
        space().delete(name(4), Condition.ANY);
        assertBreaks(trail.verify(Optional.empty()), new Break(4, 5, Kind.MISSING));
        AuditTrail restarted = open();
        assertThat(restarted.verify(Optional.empty()).isWhole())
                .as("nothing in the store tells of them")
                .isTrue();
        assertBreaks(restarted.verify(Optional.of(newest)), new Break(4, 5, Kind.MISSING));
        change(restarted, "Other");
        change(restarted, "Other");
        assertBreaks(restarted.verify(Optional.of(newest)), new Break(5, 5, Kind.REPLACED));
    }

    @Test
    void everythingRemovedIsMissed() {
        changes(3);
        LongStream.rangeClosed(1, 3).forEach(number -> space().delete(name(number), Condition.ANY));
        assertBreaks(trail.verify(Optional.empty()), new Break(1, 3, Kind.MISSING));
    }

    @Test
    void aChangedRecordIsDamagedAndSoIsACopiedOne() {
        changes(5);
        byte[] bytes = stored(2).bytes();
        bytes[bytes.length / 2] ^= 1;
        space().commit(name(2), new Attributes(bytes), Condition.ANY);
        space().commit(name(4), stored(3), Condition.ANY);
        assertBreaks(trail.verify(Optional.empty()), new Break(2, 2, Kind.DAMAGED), new Break(4, 4, Kind.DAMAGED));
        assertThat(trail.list(ALL, Optional.empty(), 10).items())
                .extracting(item -> item.record().isPresent())
                .containsExactly(true, false, true, false, true);
    }

    @Test
    void aDamagedNewestRecordDoesNotStopTheTrail() {
        changes(2);
        space().commit(name(2), new Attributes(new byte[60]), Condition.ANY);
        AuditTrail restarted = open();
        change(restarted, "Next");
        assertBreaks(restarted.verify(Optional.empty()), new Break(2, 2, Kind.DAMAGED));
    }

    @Test
    void anOutcomeThatWasTakenBackIsMissed() {
        AuditTrail.Intent intent = trail.begin(request("DeleteUser", "1", "anna"));
        Attributes unknown = stored(1);
        intent.succeeded(Map.of());
        change(trail, "Next");
        space().commit(name(1), unknown, Condition.ANY);
        assertBreaks(trail.verify(Optional.empty()), new Break(1, 1, Kind.OUTCOME_REPLACED));
    }

    @Test
    void anOutcomeIsAnnouncedAfterARestartToo() {
        AuditTrail.Intent intent = trail.begin(request("DeleteUser", "1", "anna"));
        Attributes unknown = stored(1);
        intent.succeeded(Map.of());
        AuditTrail restarted = open();
        change(restarted, "Next");
        assertBreaks(restarted.verify(Optional.empty()));
        space().commit(name(1), unknown, Condition.ANY);
        assertBreaks(restarted.verify(Optional.empty()), new Break(1, 1, Kind.OUTCOME_REPLACED));
    }

    @Test
    void aRecordOfAnotherTimeDoesNotFit() {
        changes(2);
        Attributes former = stored(2);
        // the store goes back to its first record, and history takes another course
        space().delete(name(2), Condition.ANY);
        AuditTrail restarted = open();
        change(restarted, "Other");
        change(restarted, "Another");
        assertBreaks(restarted.verify(Optional.empty()));
        space().commit(name(2), former, Condition.ANY);
        assertBreaks(
                restarted.verify(Optional.empty()),
                new Break(2, 2, Kind.OUTCOME_REPLACED),
                new Break(2, 2, Kind.REPLACED));
    }

    @Test
    void oldRecordsGoAndTheRestIsVerifiedFromACheckpoint() {
        changes(600);
        now = now.plus(Duration.ofDays(10));
        change(trail, "Newer");
        change(trail, "Newer");
        assertThat(trail.removeBefore(now.minus(Duration.ofDays(5)))).isEqualTo(600);
        AuditVerification.Report report = trail.verify(Optional.empty());
        assertBreaks(report);
        assertThat(report.records()).isEqualTo(2);
        assertThat(report.from().number()).isEqualTo(600);
        assertThat(trail.removeBefore(now.minus(Duration.ofDays(5)))).isZero();
        space().delete(name(601), Condition.ANY);
        assertBreaks(open().verify(Optional.empty()), new Break(601, 601, Kind.MISSING));
    }

    @Test
    void theNewestRecordStaysHoweverOldItIs() {
        changes(3);
        now = now.plus(Duration.ofDays(10));
        trail.removeBefore(now);
        assertThat(trail.verify(Optional.empty()).records()).isEqualTo(1);
        change(open(), "Later");
        assertBreaks(trail.verify(Optional.empty()));
    }

    @Test
    void aRunThatBrokeOffAfterTheCheckpointIsFinishedByTheNext() {
        changes(5);
        Attributes second = stored(2);
        now = now.plus(Duration.ofDays(10));
        trail.removeBefore(now);
        space().commit(name(2), second, Condition.ANY);
        assertBreaks(trail.verify(Optional.empty()));
        assertThat(trail.removeBefore(now)).isEqualTo(1);
        assertThat(space().head(name(2))).isEmpty();
    }

    @Test
    void noAgeRemovesTheEvidenceOfABreak() {
        changes(5);
        space().delete(name(3), Condition.ANY);
        now = now.plus(Duration.ofDays(10));
        assertThat(trail.removeBefore(now)).isEqualTo(2);
        assertBreaks(trail.verify(Optional.empty()), new Break(3, 3, Kind.MISSING));
    }

    @Test
    void oneSenderCannotFillTheTrailWithRefusals() {
        AuditOutcome.Ending ending = new AuditOutcome.Ending(Result.REFUSED, 403, "AccessDenied");
        for (int number = 0; number < 100; number++) {
            trail.refused(request("PutBucketAcl", "1", "x"), ending);
        }
        assertThat(trail.verify(Optional.empty()).records()).isEqualTo(60);
        change(trail, "Create");
        AuditRecord next =
                trail.list(ALL, Optional.empty(), 1).items().getFirst().record().orElseThrow();
        assertThat(next.entry().omitted()).isEqualTo(40);
        now = now.plusSeconds(61);
        trail.refused(request("PutBucketAcl", "1", "x"), ending);
        AuditRecord refused =
                trail.list(ALL, Optional.empty(), 1).items().getFirst().record().orElseThrow();
        assertThat(refused.result()).isEqualTo(Result.REFUSED);
        assertThat(refused.outcome().orElseThrow().code()).contains("AccessDenied");
    }

    @Test
    void aChangeDoesNotRunWithoutItsRecord() {
        engine.dropSpace(new SpaceId("control"));
        List<String> ran = new ArrayList<>();
        AuditedChange change = trail.change(
                () -> request("CreateUser", "1", "x"),
                failure -> new AuditOutcome.Ending(Result.FAILED, 500, "InternalError"));
        assertThatThrownBy(() -> change.run(() -> ran.add("x"), done -> Map.of()))
                .hasMessageContaining("the audit record of request id-CreateUser cannot be written");
        assertThat(ran).isEmpty();
    }

    @Test
    void longTextsAreCutAndKnownByTheirDigest() {
        String document = "p".repeat(30_000);
        trail.begin(request("CreatePolicy", "1", document));
        String kept = trail.list(ALL, Optional.empty(), 1)
                .items()
                .getFirst()
                .record()
                .orElseThrow()
                .entry()
                .request()
                .parameters()
                .get("UserName");
        assertThat(kept)
                .startsWith("p".repeat(4096) + "[cut: 30000 characters, SHA-256 " + Digest.of(document))
                .hasSizeLessThan(4300);
    }

    @Test
    void whateverIsSentFitsIntoARecord() {
        TreeMap<String, String> parameters = new TreeMap<>();
        for (int number = 0; number < 40; number++) {
            parameters.put("p" + number, "\u0001\"".repeat(50_000));
        }
        AuditedRequest plain = request("X", "1", "u");
        trail.begin(new AuditedRequest(
                "id",
                "oss",
                "X",
                "oss:X",
                "\u0002".repeat(10_000),
                plain.caller(),
                "10.0.0.1",
                true,
                Optional.of("\u0003".repeat(30_000)),
                parameters));
        assertThat(trail.verify(Optional.empty()).records()).isEqualTo(1);
    }

    @Test
    void filtersAndPages() {
        trail.begin(request("CreateUser", "1", "a")).succeeded(Map.of());
        now = now.plusSeconds(10);
        Instant second = now;
        trail.begin(request("DeleteUser", "2", "b")).succeeded(Map.of());
        now = now.plusSeconds(10);
        trail.begin(request("CreateUser", "2", "c")).succeeded(Map.of());
        assertThat(numbers(ALL, Optional.empty(), 2)).containsExactly(3L, 2L);
        assertThat(trail.list(ALL, Optional.empty(), 2).next()).contains(2L);
        assertThat(numbers(ALL, Optional.of(2L), 2)).containsExactly(1L);
        assertThat(trail.list(ALL, Optional.empty(), 3).next()).isEmpty();
        assertThat(numbers(query(second, null, null, null, null))).containsExactly(3L, 2L);
        assertThat(numbers(query(null, second, null, null, null))).containsExactly(2L, 1L);
        assertThat(numbers(query(null, null, "anna", null, null))).containsExactly(3L, 2L, 1L);
        assertThat(numbers(query(null, null, "LTAIanna", null, null))).hasSize(3);
        assertThat(numbers(query(null, null, "bert", null, null))).isEmpty();
        assertThat(numbers(query(null, null, null, "CreateUser", null))).containsExactly(3L, 1L);
        assertThat(numbers(query(null, null, null, "ram:DeleteUser", null))).containsExactly(2L);
        assertThat(numbers(query(null, null, null, null, "2"))).containsExactly(3L, 2L);
    }

    private static AuditReading.Query query(
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable String caller,
            @Nullable String action,
            @Nullable String account) {
        return new AuditReading.Query(
                Optional.ofNullable(start),
                Optional.ofNullable(end),
                Optional.ofNullable(caller),
                Optional.ofNullable(action),
                Optional.ofNullable(account));
    }

    private List<Long> numbers(AuditReading.Query query) {
        return numbers(query, Optional.empty(), 100);
    }

    private List<Long> numbers(AuditReading.Query query, Optional<Long> before, int limit) {
        return trail.list(query, before, limit).items().stream()
                .map(AuditReading.Item::number)
                .toList();
    }
}
