package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.coffer.encryption.KeyAliases.Alias;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyVersion.State;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a keystore of Coffer's own keeps to beyond every provider: versions, destruction, aliases and import. */
abstract class KeyStoreContract extends KeyManagementContract {
    /** The store under test. */
    protected abstract LocalKeyStore keyStore();

    @Override
    protected KeyManagement management() {
        return keyStore();
    }

    @Override
    protected final KeyAdministration administration() {
        return keyStore();
    }

    enum FurtherSituation {
        PENDING_IMPORT,
        IMPORTED,
        EXPIRED,
        DESTROYED
    }

    enum FurtherOperation {
        GENERATE_DATA_KEY,
        UNWRAP,
        ENCRYPT,
        DESCRIBE,
        ENABLE,
        DISABLE,
        ROTATE,
        SCHEDULE_DELETION,
        CANCEL_DELETION,
        CONFIGURE,
        ROTATE_BY_ITSELF,
        IMPORT_MATERIAL,
        DELETE_MATERIAL,
        CREATE_ALIAS,
        FENCE,
        DESTROY
    }

    private static final byte[] MATERIAL = Extents.random(7, 32);

    static Stream<Arguments> furtherTable() {
        return Stream.of(FurtherSituation.values())
                .flatMap(situation -> Stream.of(FurtherOperation.values())
                        .map(operation -> Arguments.of(situation, operation, refusal(situation, operation))));
    }

    private static Optional<Kind> refusal(FurtherSituation situation, FurtherOperation operation) {
        if (situation == FurtherSituation.DESTROYED) {
            return switch (operation) {
                case DESCRIBE, DESTROY -> Optional.empty();
                default -> Optional.of(Kind.DESTROYED);
            };
        }
        boolean lacksMaterial = situation != FurtherSituation.IMPORTED;
        return switch (operation) {
            case GENERATE_DATA_KEY, UNWRAP, ENCRYPT, ENABLE, DISABLE ->
                lacksMaterial ? Optional.of(Kind.PENDING_IMPORT) : Optional.empty();
            case ROTATE, ROTATE_BY_ITSELF -> Optional.of(Kind.UNSUPPORTED);
            case DESTROY -> Optional.of(Kind.VERSION_STATE);
            case DESCRIBE,
                    SCHEDULE_DELETION,
                    CANCEL_DELETION,
                    CONFIGURE,
                    IMPORT_MATERIAL,
                    DELETE_MATERIAL,
                    CREATE_ALIAS,
                    FENCE -> Optional.empty();
        };
    }

    @ParameterizedTest
    @MethodSource("furtherTable")
    void eachOperationOnAnImportedKeyAndADestroyedOne(
            FurtherSituation situation, FurtherOperation operation, Optional<Kind> refusal) {
        String keyId = keyIn(situation);
        KeyMetadata before = administration().describe(keyId);

        ThrowingCallable call = () -> perform(operation, keyId);

        if (refusal.isPresent()) {
            assertRefused(refusal.get(), call);
            assertThat(administration().describe(keyId)).isEqualTo(before);
        } else {
            assertThatCode(call).doesNotThrowAnyException();
        }
    }

    private String keyIn(FurtherSituation situation) {
        if (situation == FurtherSituation.DESTROYED) {
            String keyId = create();
            destroyAfterDeletion(keyId);
            return keyId;
        }
        String keyId = administration()
                .create(OWNER, KeyPurpose.CUSTOMER, KeyOrigin.EXTERNAL, KeySettings.NONE)
                .keyId();
        if (situation != FurtherSituation.PENDING_IMPORT) {
            keyStore()
                    .imports()
                    .importMaterial(keyId, MATERIAL, Optional.of(clock.instant().plus(Duration.ofDays(1))));
        }
        if (situation == FurtherSituation.EXPIRED) {
            clock.advance(Duration.ofDays(1));
        }
        return keyId;
    }

    private void destroyAfterDeletion(String keyId) {
        administration().scheduleDeletion(keyId, 7);
        clock.advance(Duration.ofDays(7));
        keyStore().destruction().destroy(keyId);
    }

    private void perform(FurtherOperation operation, String keyId) {
        switch (operation) {
            case GENERATE_DATA_KEY -> management().generateDataKey(keyId, CONTEXT);
            case UNWRAP -> {
                try {
                    management().unwrap(new WrappedKey(keyId, 1, new byte[81]), CONTEXT);
                } catch (KeyManagementException opened) {
                    if (opened.kind() != Kind.INVALID_CIPHERTEXT) {
                        throw opened;
                    }
                }
            }
            case ENCRYPT -> keyStore().messages().encrypt(keyId, MATERIAL, new TreeMap<>());
            case DESCRIBE -> administration().describe(keyId);
            case ENABLE -> administration().enable(keyId);
            case DISABLE -> administration().disable(keyId);
            case ROTATE -> administration().rotate(keyId);
            case SCHEDULE_DELETION -> administration().scheduleDeletion(keyId, 7);
            case CANCEL_DELETION -> administration().cancelDeletion(keyId);
            case CONFIGURE -> administration().configure(keyId, settings -> settings.withDescription("other"));
            case ROTATE_BY_ITSELF ->
                administration()
                        .configure(keyId, settings -> settings.withRotationInterval(Optional.of(Duration.ofDays(7))));
            case IMPORT_MATERIAL -> keyStore().imports().importMaterial(keyId, MATERIAL, Optional.empty());
            case DELETE_MATERIAL -> keyStore().imports().deleteMaterial(keyId);
            case CREATE_ALIAS -> keyStore().aliases().createAlias(OWNER, "alias/new", keyId);
            case FENCE -> keyStore().destruction().setVersionState(keyId, 1, State.FENCED);
            case DESTROY -> keyStore().destruction().destroy(keyId);
        }
    }

    protected static void assertRefused(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeyManagementException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    static Stream<Arguments> versionTable() {
        return Stream.of(State.values()).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("versionTable")
    void eachUseOfAVersionInEachState(State state) {
        String keyId = create();
        DataKey made = management().generateDataKey(keyId, CONTEXT);
        administration().rotate(keyId);
        bring(keyId, 1, state);

        if (state == State.DESTROYED) {
            assertRefused(Kind.DESTROYED, () -> management().unwrap(made.wrapped(), CONTEXT));
            assertRefused(Kind.DESTROYED, () -> management().rewrap(made.wrapped(), CONTEXT));
        } else {
            assertThat(management().unwrap(made.wrapped(), CONTEXT).secret()).isEqualTo(made.secret());
            assertThat(management().rewrap(made.wrapped(), CONTEXT).keyVersion())
                    .isEqualTo(2);
        }
        assertThat(management().generateDataKey(keyId, CONTEXT).wrapped().keyVersion())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("versionTable")
    void onlyAnActiveVersionWraps(State state) {
        String keyId = create();
        bring(keyId, 1, state);

        if (state == State.ACTIVE) {
            assertThat(management().generateDataKey(keyId, CONTEXT).wrapped().keyVersion())
                    .isEqualTo(1);
        } else {
            assertRefused(Kind.VERSION_STATE, () -> management().generateDataKey(keyId, CONTEXT));
            assertThat(administration().describe(keyId).wrappingVersion()).isEmpty();
            administration().rotate(keyId);
            assertThat(management().generateDataKey(keyId, CONTEXT).wrapped().keyVersion())
                    .isEqualTo(2);
        }
    }

    private void bring(String keyId, int version, State state) {
        KeyDestruction destruction = keyStore().destruction();
        if (state == State.DESTROYED) {
            destruction.setVersionState(keyId, version, State.FENCED);
            destruction.destroyVersion(keyId, version);
        } else {
            destruction.setVersionState(keyId, version, state);
        }
        assertThat(administration().describe(keyId).versions())
                .filteredOn(found -> found.number() == version)
                .singleElement()
                .extracting(KeyVersion::state)
                .isEqualTo(state);
    }

    @Test
    void theNewestActiveVersionWraps() {
        String keyId = create();
        administration().rotate(keyId);
        administration().rotate(keyId);
        keyStore().destruction().setVersionState(keyId, 3, State.NO_NEW_WRAPS);

        assertThat(management().generateDataKey(keyId, CONTEXT).wrapped().keyVersion())
                .isEqualTo(2);
        keyStore().destruction().setVersionState(keyId, 3, State.ACTIVE);
        assertThat(management().generateDataKey(keyId, CONTEXT).wrapped().keyVersion())
                .isEqualTo(3);
    }

    @Test
    void onlyAFencedVersionIsDestroyed() {
        String keyId = create();
        KeyDestruction destruction = keyStore().destruction();

        assertRefused(Kind.VERSION_STATE, () -> destruction.destroyVersion(keyId, 1));
        destruction.setVersionState(keyId, 1, State.NO_NEW_WRAPS);
        assertRefused(Kind.VERSION_STATE, () -> destruction.destroyVersion(keyId, 1));
        assertRefused(Kind.VERSION_STATE, () -> destruction.destroy(keyId));
        assertRefused(Kind.KEY_NOT_FOUND, () -> destruction.destroyVersion(keyId, 2));
        assertRefused(Kind.KEY_NOT_FOUND, () -> destruction.setVersionState(keyId, 2, State.FENCED));
        assertThatThrownBy(() -> destruction.setVersionState(keyId, 1, State.DESTROYED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(destruction.destroyed()).isEmpty();
    }

    @Test
    void aDestroyedVersionStaysDestroyed() {
        String keyId = create();
        bring(keyId, 1, State.DESTROYED);
        KeyMetadata told = administration().describe(keyId);
        clock.advance(Duration.ofDays(1));

        assertRefused(Kind.DESTROYED, () -> keyStore().destruction().setVersionState(keyId, 1, State.ACTIVE));
        assertThat(keyStore().destruction().destroyVersion(keyId, 1)).isEqualTo(told);
        assertThat(administration().rotate(keyId).newestVersion().number()).isEqualTo(2);
    }

    @Test
    void aDestroyedKeyLeavesATraceAlone() {
        String keyId = create();
        administration().configure(keyId, settings -> settings.withDescription("secret plans"));
        administration().rotate(keyId);
        keyStore().aliases().createAlias(OWNER, "alias/plans", keyId);
        List<KeyVersion> versions = administration().describe(keyId).versions();

        destroyAfterDeletion(keyId);

        KeyMetadata left = administration().describe(keyId);
        assertThat(left.state()).isEqualTo(KeyState.DESTROYED);
        assertThat(left.settings()).isEqualTo(KeySettings.NONE);
        assertThat(left.versions())
                .extracting(KeyVersion::id)
                .containsExactly(versions.get(0).id(), versions.get(1).id());
        assertThat(left.versions()).extracting(KeyVersion::destroyed).containsOnly(Optional.of(clock.instant()));
        assertThat(administration().list()).isEmpty();
        assertThat(keyStore().aliases().aliases(OWNER)).isEmpty();
        assertThat(keyStore().destruction().destroyed())
                .extracting(DestroyedVersion::keyId, DestroyedVersion::number, DestroyedVersion::wholeKey)
                .containsExactly(tuple(keyId, 1, true), tuple(keyId, 2, true));
    }

    @Test
    void aKeyWhoseVersionsAreAllFencedIsDestroyedWithoutADate() {
        String keyId = create();
        administration().rotate(keyId);
        bring(keyId, 1, State.DESTROYED);
        bring(keyId, 2, State.FENCED);

        assertThat(keyStore().destruction().destroy(keyId).state()).isEqualTo(KeyState.DESTROYED);
    }

    @Test
    void aProtectedKeyIsNotDeleted() {
        String keyId = create();
        administration().configure(keyId, settings -> settings.withDeletionProtection(Optional.of("archive")));
        bring(keyId, 1, State.FENCED);

        assertRefused(Kind.DELETION_PROTECTED, () -> administration().scheduleDeletion(keyId, 7));
        assertRefused(Kind.DELETION_PROTECTED, () -> keyStore().destruction().destroy(keyId));
    }

    @Test
    void aDestroyedKeyMadeOnDemandIsMadeAnew() {
        String first = administration().findOrCreate(OWNER, KeyPurpose.DEFAULT).keyId();
        destroyAfterDeletion(first);

        assertThat(administration().find(OWNER, KeyPurpose.DEFAULT)).isEmpty();
        assertThat(administration().findOrCreate(OWNER, KeyPurpose.DEFAULT).keyId())
                .isNotEqualTo(first);
    }

    @Test
    void replayDestroysWhatACopyBroughtBack() {
        String whole = create();
        String partly = create();
        DataKey lost = management().generateDataKey(partly, CONTEXT);
        administration().rotate(partly);
        DataKey kept = management().generateDataKey(partly, CONTEXT);
        KeyMetadata wholeKey = administration().describe(whole);
        KeyMetadata partlyKey = administration().describe(partly);
        List<DestroyedVersion> destroyed = List.of(
                trace(wholeKey, wholeKey.newestVersion(), true),
                trace(partlyKey, partlyKey.versions().getFirst(), false),
                trace(
                        partlyKey,
                        new KeyVersion(3, UNKNOWN_KEY, clock.instant(), State.ACTIVE, Optional.empty()),
                        false));

        assertThat(keyStore().destruction().replay(destroyed)).isEqualTo(2);

        assertState(whole, KeyState.DESTROYED);
        assertRefused(Kind.DESTROYED, () -> management().unwrap(lost.wrapped(), CONTEXT));
        assertThat(management().unwrap(kept.wrapped(), CONTEXT).secret()).isEqualTo(kept.secret());
        assertThat(keyStore().destruction().destroyed()).containsExactlyInAnyOrderElementsOf(destroyed);
        assertThat(keyStore().destruction().replay(destroyed)).isZero();
        assertThat(administration().rotate(partly).newestVersion().number()).isEqualTo(4);
    }

    @Test
    void replayTellsApartVersionsByTheirIds() {
        String keyId = create();
        KeyMetadata key = administration().describe(keyId);
        KeyVersion another = new KeyVersion(1, UNKNOWN_KEY, clock.instant(), State.ACTIVE, Optional.empty());

        assertThat(keyStore().destruction().replay(List.of(trace(key, another, false))))
                .isZero();
        assertThat(administration().describe(keyId)).isEqualTo(key);
    }

    @Test
    void replayRemembersAKeyThatTheCopyNeverHad() {
        KeyMetadata known = administration().describe(create());
        DestroyedVersion trace = new DestroyedVersion(
                UNKNOWN_KEY, OWNER, KeyPurpose.CUSTOMER, 1, known.keyId(), clock.instant(), clock.instant(), true);

        assertThat(keyStore().destruction().replay(List.of(trace))).isZero();
        assertThat(keyStore().destruction().destroyed()).containsExactly(trace);
    }

    private DestroyedVersion trace(KeyMetadata key, KeyVersion version, boolean wholeKey) {
        return new DestroyedVersion(
                key.keyId(),
                key.owner(),
                key.purpose(),
                version.number(),
                version.id(),
                version.created(),
                clock.instant(),
                wholeKey);
    }

    @Test
    void importedMaterialWrapsLikeAnyOther() {
        String keyId = keyIn(FurtherSituation.IMPORTED);
        assertState(keyId, KeyState.ENABLED);
        DataKey made = management().generateDataKey(keyId, CONTEXT);
        keyStore().imports().deleteMaterial(keyId);
        assertState(keyId, KeyState.PENDING_IMPORT);
        assertThat(administration().describe(keyId).materialExpiry()).isEmpty();

        assertRefused(
                Kind.OTHER_MATERIAL,
                () -> keyStore().imports().importMaterial(keyId, Extents.random(8, 32), Optional.empty()));
        keyStore().imports().importMaterial(keyId, MATERIAL, Optional.empty());

        assertThat(management().unwrap(made.wrapped(), CONTEXT).secret()).isEqualTo(made.secret());
        clock.advance(Duration.ofDays(2));
        assertState(keyId, KeyState.ENABLED);
    }

    @Test
    void anExpiredKeyWaitsForItsMaterialWithoutAnybodysDoing() {
        String keyId = keyIn(FurtherSituation.EXPIRED);

        assertState(keyId, KeyState.PENDING_IMPORT);
        assertThat(administration().list())
                .singleElement()
                .extracting(KeyMetadata::state)
                .isEqualTo(KeyState.PENDING_IMPORT);
        administration().scheduleDeletion(keyId, 7);
        administration().cancelDeletion(keyId);
        assertState(keyId, KeyState.PENDING_IMPORT);
        keyStore().imports().deleteExpired();
        assertState(keyId, KeyState.PENDING_IMPORT);
    }

    @Test
    void onlyRightMaterialIsImported() {
        String keyId = keyIn(FurtherSituation.PENDING_IMPORT);
        KeyImport imports = keyStore().imports();

        for (int length : new int[] {0, 16, 31, 33}) {
            assertThatThrownBy(() -> imports.importMaterial(keyId, new byte[length], Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> imports.importMaterial(keyId, MATERIAL, Optional.of(clock.instant())))
                .isInstanceOf(IllegalArgumentException.class);
        assertRefused(Kind.UNSUPPORTED, () -> imports.importMaterial(create(), MATERIAL, Optional.empty()));
        assertRefused(Kind.UNSUPPORTED, () -> imports.deleteMaterial(create()));
        assertState(keyId, KeyState.PENDING_IMPORT);
    }

    @Test
    void aDestroyedMaterialIsNotImportedAgain() {
        String keyId = keyIn(FurtherSituation.IMPORTED);
        bring(keyId, 1, State.DESTROYED);

        assertRefused(Kind.DESTROYED, () -> keyStore().imports().importMaterial(keyId, MATERIAL, Optional.empty()));
    }

    @Test
    void aMessageOpensInItsContextAlone() {
        KeyMessages messages = keyStore().messages();
        SortedMap<String, String> context = new TreeMap<>(Map.of("用途", "test", "a", ""));
        String keyId = create();
        byte[] plaintext = Extents.random(3, KeyMessages.MAX_LENGTH);
        KeyMessages.Encrypted encrypted = messages.encrypt(keyId, plaintext, context);
        administration().rotate(keyId);

        KeyMessages.Decrypted decrypted = messages.decrypt(encrypted.ciphertext(), context);

        assertThat(messages.keyIdOf(encrypted.ciphertext())).isEqualTo(keyId);
        assertThat(decrypted.keyId()).isEqualTo(keyId);
        assertThat(decrypted.version()).isEqualTo(encrypted.version());
        assertThat(decrypted.version().number()).isEqualTo(1);
        assertThat(decrypted.plaintext()).isEqualTo(plaintext);
        assertThat(messages.encrypt(keyId, plaintext, context).version().number())
                .isEqualTo(2);
        for (SortedMap<String, String> other :
                List.of(new TreeMap<String, String>(), new TreeMap<>(Map.of("用途", "test")))) {
            assertRefused(Kind.INVALID_CIPHERTEXT, () -> messages.decrypt(encrypted.ciphertext(), other));
        }
        assertThatThrownBy(() -> messages.encrypt(keyId, new byte[KeyMessages.MAX_LENGTH + 1], context))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aChangedMessageDoesNotOpen() {
        KeyMessages messages = keyStore().messages();
        SortedMap<String, String> context = new TreeMap<>();
        byte[] ciphertext = messages.encrypt(create(), new byte[5], context).ciphertext();
        for (int at = 0; at < ciphertext.length; at++) {
            byte[] changed = ciphertext.clone();
            changed[at] ^= 1;
            Kind kind = at >= 1 && at < 17 ? Kind.KEY_NOT_FOUND : Kind.INVALID_CIPHERTEXT;
            assertRefused(kind, () -> messages.decrypt(changed, context));
        }
        for (int length : new int[] {0, 1, 20, 69, ciphertext.length - 1, ciphertext.length + 1}) {
            byte[] cut = Arrays.copyOf(ciphertext, length);
            assertRefused(Kind.INVALID_CIPHERTEXT, () -> messages.decrypt(cut, context));
        }
    }

    @Test
    void aMessageUnderADestroyedVersionIsLost() {
        KeyMessages messages = keyStore().messages();
        String keyId = create();
        byte[] ciphertext =
                messages.encrypt(keyId, new byte[5], new TreeMap<>()).ciphertext();
        bring(keyId, 1, State.FENCED);
        assertThat(messages.decrypt(ciphertext, new TreeMap<>()).plaintext()).hasSize(5);
        bring(keyId, 1, State.DESTROYED);

        assertRefused(Kind.DESTROYED, () -> messages.decrypt(ciphertext, new TreeMap<>()));
    }

    @Test
    void anAliasStandsForOneKeyOfItsAccount() {
        KeyAliases aliases = keyStore().aliases();
        String one = create();
        String other = create();
        String foreign = administration().create("2", KeyPurpose.CUSTOMER, "").keyId();
        aliases.createAlias(OWNER, "alias/b", one);
        aliases.createAlias(OWNER, "alias/a", one);
        aliases.createAlias("2", "alias/a", foreign);

        assertRefused(Kind.ALIAS_TAKEN, () -> aliases.createAlias(OWNER, "alias/a", other));
        assertRefused(Kind.KEY_NOT_FOUND, () -> aliases.createAlias(OWNER, "alias/c", foreign));
        assertRefused(Kind.KEY_NOT_FOUND, () -> aliases.updateAlias(OWNER, "alias/a", foreign));
        assertRefused(Kind.ALIAS_NOT_FOUND, () -> aliases.updateAlias(OWNER, "alias/c", other));
        assertRefused(Kind.ALIAS_NOT_FOUND, () -> aliases.deleteAlias(OWNER, "alias/c"));
        aliases.updateAlias(OWNER, "alias/a", other);
        assertThat(aliases.aliases(OWNER))
                .containsExactly(new Alias(OWNER, "alias/a", other), new Alias(OWNER, "alias/b", one));
        assertThat(aliases.alias("2", "alias/a")).contains(new Alias("2", "alias/a", foreign));
        aliases.deleteAlias(OWNER, "alias/a");
        assertThat(aliases.alias(OWNER, "alias/a")).isEmpty();
        assertThat(aliases.aliases("2")).hasSize(1);
    }

    @Test
    void aKeyThatIsPendingDeletionGetsNoFurtherAlias() {
        KeyAliases aliases = keyStore().aliases();
        String keyId = create();
        String other = create();
        aliases.createAlias(OWNER, "alias/a", keyId);
        aliases.createAlias(OWNER, "alias/b", other);
        administration().scheduleDeletion(keyId, 7);

        assertRefused(Kind.PENDING_DELETION, () -> aliases.createAlias(OWNER, "alias/c", keyId));
        assertRefused(Kind.PENDING_DELETION, () -> aliases.updateAlias(OWNER, "alias/b", keyId));
        assertThat(aliases.aliases(OWNER)).hasSize(2);
        aliases.updateAlias(OWNER, "alias/a", other);
        administration().scheduleDeletion(other, 7);
        aliases.deleteAlias(OWNER, "alias/a");
        assertThat(aliases.aliases(OWNER)).containsExactly(new Alias(OWNER, "alias/b", other));
    }

    @Test
    void theCallersArrayIsNotTheKeys() {
        String keyId = keyIn(FurtherSituation.PENDING_IMPORT);
        byte[] material = MATERIAL.clone();
        keyStore().imports().importMaterial(keyId, material, Optional.empty());
        DataKey made = management().generateDataKey(keyId, CONTEXT);
        Arrays.fill(material, (byte) 0);

        assertThat(management().unwrap(made.wrapped(), CONTEXT).secret()).isEqualTo(made.secret());
    }
}
