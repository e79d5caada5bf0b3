package io.coffer.server.crash;

import static io.coffer.protocol.Method.POST;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.ring.Call;
import io.coffer.server.ring.Client;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Logs that grow by appends, encrypted and not. An append that got no answer happened as a whole or not at all. */
final class Appends extends Story {
    private static final String BUCKET = "crash-appends";
    private static final int LONGEST = 400_000;
    private static final int LOGS = 6;

    /** A log and what it holds in either case. */
    private static final class Log {
        final String encryption;
        final Known<Optional<StoredState>> known = new Known<>(Optional.empty());
        final Map<Integer, byte[]> bytes = new HashMap<>(Map.of(0, new byte[0]));

        Log(String encryption) {
            this.encryption = encryption;
        }
    }

    private final Map<String, Log> logs = new HashMap<>();
    private int next;

    Appends(long seed) {
        super(seed);
    }

    @Override
    void begin(MortalServer server) {
        server.client().create(BUCKET);
    }

    @Override
    void step(MortalServer server) {
        Client client = server.client();
        String key = "log-" + (next + random.nextInt(LOGS));
        Log log = logs.computeIfAbsent(key, absent -> new Log(one("", "AES256", "KMS")));
        int position = log.known.value().map(state -> state.content().length()).orElse(0);
        if (position > LONGEST) {
            next++;
            return;
        }
        byte[] more = Content.random(random, 1 + random.nextInt(random.nextInt(5) == 0 ? 90_000 : 3_000));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(log.bytes.get(position));
        whole.writeBytes(more);
        log.bytes.keySet().retainAll(java.util.Set.of(position));
        log.bytes.put(whole.size(), whole.toByteArray());
        Call call = client.object(POST, BUCKET, key)
                .with("append")
                .with("position", Integer.toString(position))
                .body(more);
        if (!log.encryption.isEmpty()) {
            call.header("x-oss-server-side-encryption", log.encryption);
        }
        StoredState after = StoredState.plain(Content.of(whole.toByteArray()), "Appendable", log.encryption);
        assertThat(log.known.change(Optional.of(after), call).header("x-oss-next-append-position"))
                .contains(Integer.toString(whole.size()));
    }

    @Override
    void verify(MortalServer server) {
        Client client = server.client();
        logs.forEach((key, log) -> log.known.found(StoredState.read(client, BUCKET, key), key));
    }
}
