package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyVersion.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every provider of keys keeps to: each operation in each state of a key. A provider's test is a subclass; one that
 * keeps its keys itself extends {@link KeyStoreContract}.
 */
public abstract class KeyManagementContract {
    protected static final WrapContext CONTEXT =
            new WrapContext(Extents.filled(16, 1), Extents.filled(16, 2), Extents.filled(16, 3));
    protected static final String OWNER = "1000000000000001";
    protected static final String UNKNOWN_KEY = "00000000-0000-4000-8000-000000000000";

    enum Situation {
        ENABLED,
        DISABLED,
        PENDING_DELETION,
        PAST_DELETION_DATE,
        UNKNOWN
    }

    enum Operation {
        GENERATE_DATA_KEY,
        UNWRAP,
        REWRAP,
        DESCRIBE,
        ENABLE,
        DISABLE,
        ROTATE,
        SCHEDULE_DELETION,
        CANCEL_DELETION,
        CONFIGURE
    }

    /** Goes with the provider under test. */
    protected final ManualClock clock = new ManualClock();

    /** The provider under test, the same one throughout a test, and without keys at its start. */
    protected abstract KeyManagement management();

    /** The same provider's other side. */
    protected abstract KeyAdministration administration();

    /** Whether the provider's keys can be in such a situation at all. */
    boolean has(Situation situation) {
        return true;
    }

    /** How the provider refuses a ciphertext whose key it is told to be one that it does not know. */
    Kind refusalOfUnknownKey(Operation operation) {
        return Kind.KEY_NOT_FOUND;
    }

    /** Whether a rewrap sees which version the key is said to be under, or the provider's ciphertext alone. */
    boolean rewrapSeesTheRecord() {
        return true;
    }

    static Stream<Arguments> table() {
        return Stream.of(Situation.values())
                .flatMap(situation -> Stream.of(Operation.values())
                        .map(operation -> Arguments.of(situation, operation, refusal(situation, operation))));
    }

    private static Optional<Kind> refusal(Situation situation, Operation operation) {
        boolean usesKey = Set.of(Operation.GENERATE_DATA_KEY, Operation.UNWRAP, Operation.REWRAP, Operation.ROTATE)
                .contains(operation);
        return switch (situation) {
            case ENABLED -> Optional.empty();
            case DISABLED -> usesKey ? Optional.of(Kind.KEY_DISABLED) : Optional.empty();
            case PENDING_DELETION ->
                operation == Operation.DESCRIBE || operation == Operation.CANCEL_DELETION
                        ? Optional.empty()
                        : Optional.of(Kind.PENDING_DELETION);
            case PAST_DELETION_DATE ->
                operation == Operation.DESCRIBE ? Optional.empty() : Optional.of(Kind.PENDING_DELETION);
            case UNKNOWN -> Optional.of(Kind.KEY_NOT_FOUND);
        };
    }

    @ParameterizedTest
    @MethodSource("table")
    void eachOperationInEachState(Situation situation, Operation operation, Optional<Kind> refusal) {
        assumeTrue(has(situation), "this provider has no state " + situation);
        String keyId = create();
        WrappedKey wrapped = management().generateDataKey(keyId, CONTEXT).wrapped();
        bringInto(situation, keyId);
        WrappedKey used = situation == Situation.UNKNOWN
                ? new WrappedKey(UNKNOWN_KEY, wrapped.keyVersion(), wrapped.ciphertext())
                : wrapped;

        ThrowingCallable call = () -> perform(operation, used);

        if (refusal.isPresent()) {
            Kind kind = situation == Situation.UNKNOWN ? refusalOfUnknownKey(operation) : refusal.get();
            KeyMetadata before = administration().describe(keyId);
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            KeyManagementException.class,
                            e -> assertThat(e.kind()).isEqualTo(kind));
            assertThat(administration().describe(keyId)).isEqualTo(before);
        } else {
            assertThatCode(call).doesNotThrowAnyException();
        }
    }

    private void bringInto(Situation situation, String keyId) {
        switch (situation) {
            case ENABLED, UNKNOWN -> assertState(keyId, KeyState.ENABLED);
            case DISABLED -> administration().disable(keyId);
            case PENDING_DELETION -> administration().scheduleDeletion(keyId, 7);
            case PAST_DELETION_DATE -> {
                administration().scheduleDeletion(keyId, 7);
                clock.advance(Duration.ofDays(7));
            }
        }
    }

    private void perform(Operation operation, WrappedKey wrapped) {
        String keyId = wrapped.keyId();
        switch (operation) {
            case GENERATE_DATA_KEY -> management().generateDataKey(keyId, CONTEXT);
            case UNWRAP -> management().unwrap(wrapped, CONTEXT);
            case REWRAP -> management().rewrap(wrapped, CONTEXT);
            case DESCRIBE -> administration().describe(keyId);
            case ENABLE -> administration().enable(keyId);
            case DISABLE -> administration().disable(keyId);
            case ROTATE -> administration().rotate(keyId);
            case SCHEDULE_DELETION -> administration().scheduleDeletion(keyId, 7);
            case CANCEL_DELETION -> administration().cancelDeletion(keyId);
            case CONFIGURE ->
                administration().configure(keyId, settings -> settings.withDescription(settings.description() + "!"));
        }
    }

    protected final String create() {
        return administration().create(OWNER, KeyPurpose.CUSTOMER, "mine").keyId();
    }

    protected final void assertState(String keyId, KeyState state) {
        assertThat(administration().describe(keyId).state()).isEqualTo(state);
    }

    protected final void assertDoesNotOpen(WrappedKey wrapped, WrapContext context) {
        assertInvalid(() -> management().unwrap(wrapped, context));
        assertInvalid(() -> management().rewrap(wrapped, context));
    }

    /** When what is wrong is the record's and not the provider's ciphertext. */
    private void assertRecordDoesNotOpen(WrappedKey wrapped) {
        assertInvalid(() -> management().unwrap(wrapped, CONTEXT));
        if (rewrapSeesTheRecord()) {
            assertInvalid(() -> management().rewrap(wrapped, CONTEXT));
        }
    }

    private static void assertInvalid(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeyManagementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_CIPHERTEXT));
    }

    @Test
    void createTellsWhatItMade() {
        KeyMetadata made = administration().create(OWNER, KeyPurpose.CUSTOMER, "für Fotos");

        assertThat(made.keyId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(made)
                .isEqualTo(new KeyMetadata(
                        made.keyId(),
                        OWNER,
                        KeyPurpose.CUSTOMER,
                        KeyOrigin.COFFER,
                        KeySettings.NONE.withDescription("für Fotos"),
                        KeyState.ENABLED,
                        clock.instant(),
                        List.of(new KeyVersion(
                                1, made.newestVersion().id(), clock.instant(), State.ACTIVE, Optional.empty())),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(administration().describe(made.keyId())).isEqualTo(made);
    }

    @Test
    void listsInTheOrderOfCreation() {
        List<String> created = Stream.generate(this::create).limit(20).toList();
        administration().disable(created.get(3));
        administration().rotate(created.get(5));

        assertThat(administration().list()).extracting(KeyMetadata::keyId).isEqualTo(created);
    }

    @Test
    void statesFollowEachOther() {
        String keyId = create();
        administration().disable(keyId);
        assertState(keyId, KeyState.DISABLED);
        administration().enable(keyId);
        assertState(keyId, KeyState.ENABLED);
        KeyMetadata pending = administration().scheduleDeletion(keyId, 30);
        assertState(keyId, KeyState.PENDING_DELETION);
        assertThat(pending.deletionDate()).contains(clock.instant().plus(Duration.ofDays(30)));
        administration().cancelDeletion(keyId);
        assertState(keyId, KeyState.ENABLED);
        assertThat(administration().describe(keyId).deletionDate()).isEmpty();
    }

    @Test
    void opensAgainOnceEnabled() {
        String keyId = create();
        DataKey made = management().generateDataKey(keyId, CONTEXT);
        administration().disable(keyId);
        administration().enable(keyId);

        assertThat(management().unwrap(made.wrapped(), CONTEXT).secret()).isEqualTo(made.secret());
    }

    @Test
    void deletionIsSevenTo366DaysAhead() {
        String keyId = create();
        for (int days : new int[] {-1, 0, 6, 367}) {
            assertThatThrownBy(() -> administration().scheduleDeletion(keyId, days))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertState(keyId, KeyState.ENABLED);
    }

    @Test
    void whatIsSaidAboutAKeyIsKept() {
        String keyId = create();
        KeySettings wanted = new KeySettings(
                "für Fotos",
                new TreeMap<>(Map.of("team", "blue", "用途", "")),
                Optional.of(Duration.ofDays(30)),
                Optional.of("holds the archive"));

        KeyMetadata told = administration().configure(keyId, settings -> wanted);

        assertThat(told.settings()).isEqualTo(wanted);
        assertThat(told.nextRotation()).contains(clock.instant().plus(Duration.ofDays(30)));
        assertThat(administration().describe(keyId)).isEqualTo(told);
    }

    @Test
    void everyDataKeyIsAnother() {
        String keyId = create();
        DataKey one = management().generateDataKey(keyId, CONTEXT);
        DataKey other = management().generateDataKey(keyId, CONTEXT);

        assertThat(one.secret()).isNotEqualTo(other.secret());
        assertThat(one.wrapped()).isNotEqualTo(other.wrapped());
    }

    @Test
    void wrapsUnderTheNewestVersionAndOpensUnderTheRecordedOne() {
        String keyId = create();
        DataKey first = management().generateDataKey(keyId, CONTEXT);
        assertThat(administration().rotate(keyId).newestVersion().number()).isEqualTo(2);
        DataKey second = management().generateDataKey(keyId, CONTEXT);

        assertThat(first.wrapped().keyVersion()).isEqualTo(1);
        assertThat(second.wrapped().keyVersion()).isEqualTo(2);
        assertThat(management().unwrap(first.wrapped(), CONTEXT).secret()).isEqualTo(first.secret());
        assertThat(management().unwrap(second.wrapped(), CONTEXT).secret()).isEqualTo(second.secret());
    }

    @Test
    void rewrapKeepsTheDataKey() {
        String keyId = create();
        DataKey made = management().generateDataKey(keyId, CONTEXT);
        administration().rotate(keyId);

        WrappedKey rewrapped = management().rewrap(made.wrapped(), CONTEXT);

        assertThat(rewrapped.keyVersion()).isEqualTo(2);
        assertThat(management().unwrap(rewrapped, CONTEXT).secret()).isEqualTo(made.secret());
        assertThat(management().unwrap(made.wrapped(), CONTEXT).secret()).isEqualTo(made.secret());
    }

    @Test
    void wrapPutsTheDataKeyUnderAnotherKey() {
        String keyId = create();
        String other = create();
        DataKey made = management().generateDataKey(keyId, CONTEXT);

        WrappedKey moved = management().wrap(made, other, CONTEXT);

        assertThat(moved.keyId()).isEqualTo(other);
        assertThat(management().unwrap(moved, CONTEXT).secret()).isEqualTo(made.secret());
        assertThatThrownBy(() -> management().wrap(made, "6b1f0e3a-0000-4000-8000-000000000000", CONTEXT))
                .isInstanceOfSatisfying(
                        KeyManagementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.KEY_NOT_FOUND));
        if (has(Situation.DISABLED)) {
            administration().disable(other);
            assertThatThrownBy(() -> management().wrap(made, other, CONTEXT))
                    .isInstanceOfSatisfying(
                            KeyManagementException.class,
                            e -> assertThat(e.kind()).isEqualTo(Kind.KEY_DISABLED));
        }
    }

    @Test
    void doesNotOpenInAnotherContext() {
        WrappedKey wrapped = management().generateDataKey(create(), CONTEXT).wrapped();
        byte[] other = Extents.filled(16, 9);

        assertDoesNotOpen(wrapped, new WrapContext(other, CONTEXT.bucketId(), CONTEXT.blobId()));
        assertDoesNotOpen(wrapped, new WrapContext(CONTEXT.storeId(), other, CONTEXT.blobId()));
        assertDoesNotOpen(wrapped, new WrapContext(CONTEXT.storeId(), CONTEXT.bucketId(), other));
        assertDoesNotOpen(
                wrapped,
                new WrapContext(
                        CONTEXT.storeId(), CONTEXT.bucketId(), CONTEXT.blobId(), new TreeMap<>(Map.of("a", "b"))));
    }

    @Test
    void doesNotOpenUnderAnotherKeyOrVersion() {
        String keyId = create();
        WrappedKey wrapped = management().generateDataKey(keyId, CONTEXT).wrapped();
        administration().rotate(keyId);

        assertRecordDoesNotOpen(new WrappedKey(create(), 1, wrapped.ciphertext()));
        for (int version : new int[] {-1, 0, 2, 3, Integer.MAX_VALUE}) {
            assertRecordDoesNotOpen(new WrappedKey(keyId, version, wrapped.ciphertext()));
        }
    }

    @Test
    void doesNotOpenWhenAnyByteIsChangedCutOrAdded() {
        String keyId = create();
        WrappedKey wrapped = management().generateDataKey(keyId, CONTEXT).wrapped();
        int length = wrapped.ciphertext().length;
        for (int i = 0; i < length; i++) {
            byte[] changed = wrapped.ciphertext().clone();
            changed[i] ^= 4;
            assertRecordDoesNotOpen(new WrappedKey(keyId, 1, changed));
        }
        for (int other : new int[] {0, 1, 33, length - 1, length + 1}) {
            byte[] cut = Arrays.copyOf(wrapped.ciphertext(), other);
            assertDoesNotOpen(new WrappedKey(keyId, 1, cut), CONTEXT);
        }
    }

    @Test
    void findsOnlyTheOwnersKeyOfThePurpose() {
        String service =
                administration().findOrCreate(OWNER, KeyPurpose.SERVICE).keyId();
        String normal = administration().findOrCreate(OWNER, KeyPurpose.DEFAULT).keyId();
        String other = administration().findOrCreate("2", KeyPurpose.DEFAULT).keyId();

        assertThat(Set.of(service, normal, other)).hasSize(3);
        assertThat(administration().findOrCreate(OWNER, KeyPurpose.DEFAULT).keyId())
                .isEqualTo(normal);
        assertThat(administration().find(OWNER, KeyPurpose.SERVICE))
                .get()
                .extracting(KeyMetadata::keyId)
                .isEqualTo(service);
        assertThat(administration().find("2", KeyPurpose.SERVICE)).isEmpty();
    }

    @Test
    void customerKeysAreNotMadeOnDemand() {
        String customer = create();

        assertThat(administration().find(OWNER, KeyPurpose.CUSTOMER)).isEmpty();
        assertThatThrownBy(() -> administration().findOrCreate(OWNER, KeyPurpose.CUSTOMER))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(administration().list()).extracting(KeyMetadata::keyId).containsExactly(customer);
    }

    @Test
    void firstWritesAtTheSameTimeMakeOneKey() throws Exception {
        List<Callable<String>> writes = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            String owner = Integer.toString(i % 4);
            writes.add(() -> {
                String keyId =
                        administration().findOrCreate(owner, KeyPurpose.DEFAULT).keyId();
                DataKey made = management().generateDataKey(keyId, CONTEXT);
                assertThat(management().unwrap(made.wrapped(), CONTEXT).secret())
                        .isEqualTo(made.secret());
                return owner + keyId;
            });
        }
        Set<String> keys = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> write : threads.invokeAll(writes)) {
                keys.add(write.get());
            }
        }

        assertThat(keys).hasSize(4);
        assertThat(administration().list()).hasSize(4);
    }
}
