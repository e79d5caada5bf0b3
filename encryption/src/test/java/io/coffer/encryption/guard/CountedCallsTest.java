package io.coffer.encryption.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.WrapContext;
import io.coffer.encryption.WrappedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CountedCallsTest {
    private static final WrapContext CONTEXT = new WrapContext(new byte[16], new byte[16], new byte[16]);
    private static final WrappedKey WRAPPED = new WrappedKey("key", 1, new byte[] {1, 2, 3});

    private Optional<Kind> refusal = Optional.empty();
    private final CountedCalls calls = new CountedCalls(new KeyManagement() {
        @Override
        public DataKey generateDataKey(String keyId, WrapContext context) {
            return new DataKey(new byte[32], rewrap(WRAPPED, context));
        }

        @Override
        public DataKey unwrap(WrappedKey wrapped, WrapContext context) {
            return generateDataKey("key", context);
        }

        @Override
        public WrappedKey rewrap(WrappedKey wrapped, WrapContext context) {
            refusal.ifPresent(kind -> {
                throw new KeyManagementException(kind, "as told");
            });
            return wrapped;
        }

        @Override
        public WrappedKey wrap(DataKey dataKey, String keyId, WrapContext context) {
            return rewrap(dataKey.wrapped(), context);
        }
    });

    private List<String> counts() {
        List<String> counts = new ArrayList<>();
        calls.read((call, failure, number) ->
                counts.add(call + " " + failure.map(Kind::name).orElse("ok") + " " + number));
        return counts;
    }

    @Test
    void callsAreCountedByHowTheyEnded() {
        assertThat(counts()).isEmpty();
        calls.generateDataKey("key", CONTEXT).close();
        calls.unwrap(WRAPPED, CONTEXT).close();
        calls.unwrap(WRAPPED, CONTEXT).close();
        refusal = Optional.of(Kind.KEY_DISABLED);
        assertThatThrownBy(() -> calls.unwrap(WRAPPED, CONTEXT)).isInstanceOf(KeyManagementException.class);
        assertThatThrownBy(() -> calls.wrap(new DataKey(new byte[32], WRAPPED), "key", CONTEXT))
                .isInstanceOf(KeyManagementException.class);
        assertThat(counts())
                .containsExactly("GENERATE ok 1", "UNWRAP ok 2", "UNWRAP KEY_DISABLED 1", "WRAP KEY_DISABLED 1");
    }

    @Test
    void onlyWhoDoesNotAnswerIsOffline() {
        assertThat(calls.isOnline()).isTrue();
        refusal = Optional.of(Kind.KEY_DISABLED);
        assertThatThrownBy(() -> calls.rewrap(WRAPPED, CONTEXT)).isInstanceOf(KeyManagementException.class);
        assertThat(calls.isOnline()).isTrue();
        refusal = Optional.of(Kind.UNAVAILABLE);
        assertThatThrownBy(() -> calls.rewrap(WRAPPED, CONTEXT)).isInstanceOf(KeyManagementException.class);
        assertThat(calls.isOnline()).isFalse();
        refusal = Optional.empty();
        calls.rewrap(WRAPPED, CONTEXT);
        assertThat(calls.isOnline()).isTrue();
    }
}
