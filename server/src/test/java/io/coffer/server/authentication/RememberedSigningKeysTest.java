package io.coffer.server.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RememberedSigningKeysTest {
    private static final String SCOPE = "20260305/cn-hangzhou/oss/aliyun_v4_request";

    private final RememberedSigningKeys keys = new RememberedSigningKeys();
    private final AtomicInteger derived = new AtomicInteger();

    private String key(String id, String scope, String secret) {
        UnaryOperator<byte[]> derivation = of -> {
            derived.incrementAndGet();
            return (scope + ":" + new String(of, UTF_8)).getBytes(UTF_8);
        };
        byte[] key = keys.key(id, scope, secret.getBytes(UTF_8), derivation);
        String text = new String(key, UTF_8);
        Arrays.fill(key, (byte) 0);
        return text;
    }

    @Test
    void aKeyIsDerivedOnceForItsUse() {
        for (int i = 0; i < 3; i++) {
            assertThat(key("ak", SCOPE, "one")).isEqualTo(SCOPE + ":one");
        }
        assertThat(derived).hasValue(1);
        assertThat(key("ak", "20260306" + SCOPE.substring(8), "one"))
                .startsWith("20260306")
                .endsWith(":one");
        assertThat(key("other", SCOPE, "one")).endsWith(":one");
        assertThat(derived).hasValue(3);
    }

    @Test
    void aChangedSecretCountsAtOnce() {
        assertThat(key("ak", SCOPE, "one")).endsWith(":one");
        assertThat(key("ak", SCOPE, "two")).endsWith(":two");
        assertThat(key("ak", SCOPE, "two")).endsWith(":two");
        assertThat(key("ak", SCOPE, "one")).endsWith(":one");
        assertThat(derived).hasValue(3);
    }

    @Test
    void keysThatAreDroppedWhileInUseDoNoHarm() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> outcomes = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int start = thread;
                outcomes.add(threads.submit(() -> {
                    boolean right = true;
                    for (int i = 0; i < 20_000; i++) {
                        String id = "ak" + (start * 7 + i) % 6000;
                        right &= key(id, SCOPE, "secret-" + id).equals(SCOPE + ":secret-" + id);
                    }
                    return right;
                }));
            }
            for (Future<Boolean> outcome : outcomes) {
                assertThat(outcome.get()).isTrue();
            }
        }
        assertThat(derived.get()).isGreaterThan(6000);
    }
}
