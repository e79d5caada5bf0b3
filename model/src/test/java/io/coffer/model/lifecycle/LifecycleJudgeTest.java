package io.coffer.model.lifecycle;

import static io.coffer.model.lifecycle.Rules.marker;
import static io.coffer.model.lifecycle.Rules.object;
import static io.coffer.model.lifecycle.Rules.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.StorageClass;
import io.coffer.model.setting.LifecycleRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleJudgeTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant FAR = Instant.parse("2030-01-01T00:00:00Z");

    private static List<LifecycleAction> judge(LifecycleRule rule, Instant now, ObjectVersion... versions) {
        return new LifecycleJudge(Rules.of(rule)).judge("logs/a", List.of(versions), now);
    }

    private static LifecycleAction expire(String version) {
        return new LifecycleAction.Expire(version, "rule");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-10T12:00:00Z, 1, 2026-03-12T00:00:00Z",
        "2026-03-10T00:00:00Z, 1, 2026-03-12T00:00:00Z",
        "2026-03-10T23:59:59Z, 1, 2026-03-12T00:00:00Z",
        "2026-03-11T00:00:00Z, 1, 2026-03-13T00:00:00Z",
        "2026-12-31T08:00:00Z, 30, 2027-01-31T00:00:00Z",
        "2028-02-28T08:00:00Z, 1, 2028-03-01T00:00:00Z",
    })
    void daysCountFromTheMidnightThatFollows(Instant modified, int days, Instant due) {
        LifecycleRule rule = on("logs/").expire(days).rule();
        assertThat(judge(rule, due.minusMillis(1), object("v", modified))).isEmpty();
        assertThat(judge(rule, due, object("v", modified))).containsExactly(expire("v"));
    }

    @Test
    void onlyEnabledRulesOfThePrefixAct() {
        assertThat(judge(on("logs/").expire(1).disabled().rule(), FAR, object("v", NOON)))
                .isEmpty();
        assertThat(judge(on("log/").expire(1).rule(), FAR, object("v", NOON))).isEmpty();
        assertThat(judge(on("logs/a/").expire(1).rule(), FAR, object("v", NOON)))
                .isEmpty();
        assertThat(judge(on("").expire(1).rule(), FAR, object("v", NOON))).containsExactly(expire("v"));
        assertThat(judge(on("logs/a").expire(1).rule(), FAR, object("v", NOON))).containsExactly(expire("v"));
    }

    @Test
    void everyTagIsNeeded() {
        LifecycleRule rule = on("logs/").tagged("kind", "old").expire(1).rule();
        assertThat(judge(rule, FAR, object("v", NOON))).isEmpty();
        assertThat(judge(rule, FAR, object("v", NOON, 1, StorageClass.STANDARD, Map.of("kind", "new"))))
                .isEmpty();
        assertThat(judge(rule, FAR, object("v", NOON, 1, StorageClass.STANDARD, Map.of("kind", "old", "x", "y"))))
                .containsExactly(expire("v"));
    }

    @ParameterizedTest
    @CsvSource({"99, false", "100, false", "101, true", "199, true", "200, false", "201, false"})
    void sizesAreBetweenTheBoundsWithoutThem(long size, boolean goes) {
        LifecycleRule rule =
                on("").sized(Optional.of(100L), Optional.of(200L)).expire(1).rule();
        assertThat(judge(rule, FAR, object("v", NOON, size, StorageClass.STANDARD, Map.of())))
                .hasSize(goes ? 1 : 0);
    }

    @Test
    void whatIsExceptedStays() {
        assertThat(judge(
                        on("logs/").except("logs/a", Optional.empty()).expire(1).rule(), FAR, object("v", NOON)))
                .isEmpty();
        LifecycleRule keepTagged = on("logs/")
                .except("logs/", Optional.of(new LifecycleRule.Tag("keep", "yes")))
                .expire(1)
                .rule();
        assertThat(judge(keepTagged, FAR, object("v", NOON, 1, StorageClass.STANDARD, Map.of("keep", "yes"))))
                .isEmpty();
        assertThat(judge(keepTagged, FAR, object("v", NOON))).containsExactly(expire("v"));
    }

    @Test
    void aDateActsOnAllFromThatDayAndABoundOnWhatIsOlder() {
        Instant day = Instant.parse("2026-04-01T00:00:00Z");
        LifecycleRule dated = on("").expireOn(day).rule();
        assertThat(judge(dated, day.minusSeconds(1), object("v", NOON))).isEmpty();
        assertThat(judge(dated, day, object("v", NOON))).hasSize(1);
        assertThat(judge(dated, FAR, object("v", day.plusSeconds(100)))).hasSize(1);
        LifecycleRule bounded = on("").expireCreatedBefore(day).rule();
        assertThat(judge(bounded, day.minusSeconds(1), object("v", NOON))).isEmpty();
        assertThat(judge(bounded, day, object("v", NOON))).hasSize(1);
        assertThat(judge(bounded, FAR, object("v", day))).isEmpty();
        assertThat(judge(bounded, FAR, object("v", day.minusSeconds(1)))).hasSize(1);
        LifecycleRule moved = on("").moveCreatedBefore(day, StorageClass.IA).rule();
        assertThat(judge(moved, FAR, object("v", day))).isEmpty();
        assertThat(judge(moved, day.minusSeconds(1), object("v", NOON))).isEmpty();
        assertThat(judge(moved, FAR, object("v", NOON))).hasSize(1);
    }

    @Test
    void theColdestClassDueCountsAndNothingGetsWarmer() {
        LifecycleRule rule = on("").move(10, StorageClass.IA)
                .move(20, StorageClass.ARCHIVE)
                .move(30, StorageClass.COLD_ARCHIVE)
                .rule();
        assertThat(judge(rule, NOON.plus(Duration.ofDays(12)), object("v", NOON)))
                .containsExactly(new LifecycleAction.Move("v", "rule", StorageClass.IA));
        assertThat(judge(rule, NOON.plus(Duration.ofDays(25)), object("v", NOON)))
                .containsExactly(new LifecycleAction.Move("v", "rule", StorageClass.ARCHIVE));
        for (StorageClass already : List.of(StorageClass.COLD_ARCHIVE, StorageClass.DEEP_COLD_ARCHIVE)) {
            assertThat(judge(rule, FAR, object("v", NOON, 1, already, Map.of())))
                    .isEmpty();
        }
        assertThat(judge(rule, NOON.plus(Duration.ofDays(12)), object("v", NOON, 1, StorageClass.ARCHIVE, Map.of())))
                .isEmpty();
    }

    @Test
    void toGoIsStrongerThanToMove() {
        LifecycleRule rule = on("").move(10, StorageClass.IA).expire(20).rule();
        assertThat(judge(rule, FAR, object("v", NOON))).containsExactly(expire("v"));
    }

    @Test
    void aSymlinkExpiresButKeepsItsClass() {
        ObjectVersion link =
                new ObjectVersion("v", ObjectVersion.Kind.SYMLINK, NOON, 0, StorageClass.STANDARD, Map.of(), NOON);
        assertThat(judge(on("").move(1, StorageClass.IA).rule(), FAR, link)).isEmpty();
        assertThat(judge(on("").expire(1).rule(), FAR, link)).containsExactly(expire("v"));
    }

    @Test
    void versionsThatWereReplacedAgeFromTheirReplacement() {
        LifecycleRule rule = on("").deleteNoncurrent(5)
                .moveNoncurrent(2, StorageClass.ARCHIVE)
                .rule();
        ObjectVersion current = object("v2", NOON);
        ObjectVersion old = object("v1", NOON.minus(Duration.ofDays(100)));
        assertThat(judge(rule, NOON.plus(Duration.ofDays(1)), current, old)).isEmpty();
        assertThat(judge(rule, NOON.plus(Duration.ofDays(3)), current, old))
                .containsExactly(new LifecycleAction.Move("v1", "rule", StorageClass.ARCHIVE));
        assertThat(judge(rule, NOON.plus(Duration.ofDays(6)), current, old))
                .containsExactly(new LifecycleAction.DeleteNoncurrent("v1", "rule"));
        assertThat(judge(on("").expire(1).rule(), FAR, current, old))
                .as("an expiration is for the current version only")
                .containsExactly(expire("v2"));
    }

    @Test
    void aMarkerGoesOnlyWhenItHidesNothingAndARuleSaysSo() {
        LifecycleRule rule = on("").removeMarkers().rule();
        assertThat(judge(rule, FAR, marker("m", NOON))).containsExactly(new LifecycleAction.RemoveMarker("m", "rule"));
        assertThat(judge(rule, FAR, marker("m", NOON), object("v", NOON))).isEmpty();
        assertThat(judge(rule, FAR, object("v", NOON))).isEmpty();
        assertThat(judge(on("").expire(1).rule(), FAR, marker("m", NOON))).isEmpty();
        assertThat(judge(on("").tagged("a", "b").removeMarkers().rule(), FAR, marker("m", NOON)))
                .isEmpty();
    }

    @Test
    void markersThatWereReplacedGoAsOtherVersionsDo() {
        assertThat(judge(on("").deleteNoncurrent(1).rule(), FAR, object("v", NOON), marker("m", NOON)))
                .containsExactly(new LifecycleAction.DeleteNoncurrent("m", "rule"));
        assertThat(judge(
                        on("").sized(Optional.of(1L), Optional.empty())
                                .deleteNoncurrent(1)
                                .rule(),
                        FAR,
                        object("v", NOON),
                        marker("m", NOON)))
                .isEmpty();
    }

    @Test
    void readsCountWhereARuleSaysSo() {
        LifecycleRule.Access reads = new LifecycleRule.Access(Optional.of(true), Optional.of(true), Optional.of(false));
        LifecycleRule rule = on("").move(10, StorageClass.IA, reads).rule();
        Instant read = NOON.plus(Duration.ofDays(50));
        ObjectVersion object = new ObjectVersion(
                "v", ObjectVersion.Kind.OBJECT, NOON, 64 * 1024, StorageClass.STANDARD, Map.of(), read);
        assertThat(judge(rule, read.plus(Duration.ofDays(10)), object)).isEmpty();
        assertThat(judge(rule, read.plus(Duration.ofDays(11)), object)).hasSize(1);
        ObjectVersion small = new ObjectVersion(
                "v", ObjectVersion.Kind.OBJECT, NOON, 64 * 1024 - 1, StorageClass.STANDARD, Map.of(), read);
        assertThat(judge(rule, FAR, small)).isEmpty();
        LifecycleJudge judge = new LifecycleJudge(Rules.of(rule));
        assertThat(judge.returnsWhenRead("k", object("v", NOON, 1, StorageClass.IA, Map.of()), true))
                .isTrue();
        assertThat(judge.returnsWhenRead("k", object("v", NOON, 1, StorageClass.IA, Map.of()), false))
                .isFalse();
        assertThat(judge.returnsWhenRead("k", object("v", NOON, 1, StorageClass.ARCHIVE, Map.of()), true))
                .isFalse();
    }

    @Test
    void uploadsAreGivenUpByRulesThatNeedNoTags() {
        LifecycleJudge judge = new LifecycleJudge(Rules.of(on("logs/").abort(1).rule()));
        assertThat(judge.abortsUpload("logs/a", NOON, Instant.parse("2026-03-11T23:59:59Z")))
                .isEmpty();
        assertThat(judge.abortsUpload("logs/a", NOON, Instant.parse("2026-03-12T00:00:00Z")))
                .contains("rule");
        assertThat(judge.abortsUpload("other", NOON, FAR)).isEmpty();
        assertThat(new LifecycleJudge(Rules.of(on("").tagged("a", "b").abort(1).rule()))
                        .abortsUpload("logs/a", NOON, FAR))
                .isEmpty();
    }

    @Test
    void theFirstOfSeveralExpirationsIsAnnounced() {
        LifecycleJudge judge = new LifecycleJudge(
                Rules.of(on("").expire(30).named("late"), on("logs/").expire(3).named("early")));
        assertThat(judge.expiry("logs/a", object("v", NOON)))
                .contains(new LifecycleJudge.Expiry(Instant.parse("2026-03-14T00:00:00Z"), "early"));
        assertThat(judge.expiry("x", object("v", NOON)).orElseThrow().ruleId()).isEqualTo("late");
    }
}
