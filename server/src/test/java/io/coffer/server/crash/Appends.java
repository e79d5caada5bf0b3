package io.coffer.server.crash;

import static io.coffer.protocol.Method.POST;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.ring.Call;
import io.coffer.server.ring.Client;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logs that grow by appends, encrypted and not. An append that got no answer happened as a whole or not at all. */
final class Appends extends Story {
    private static final String BUCKET = "crash-appends";
    private static final int LONGEST = 400_000;
    private static final int GROWING = 6;

    /** How many of the logs that have ended are read after each kill, so that the last round takes no longer than the first. */
    private static final int READ_OF_ENDED = 4;

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
    private final List<String> growing = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();

    Appends(long seed) {
        super(seed);
        for (int number = 0; number < GROWING; number++) {
            begin();
        }
    }

    private void begin() {
        String key = "log-" + logs.size();
        logs.put(key, new Log(one("", "AES256", "KMS")));
        growing.add(key);
    }

    @Override
    void begin(MortalServer server) {
        server.client().create(BUCKET);
    }

    @Override
    void step(MortalServer server) {
        Client client = server.client();
        String key = growing.get(random.nextInt(GROWING));
        Log log = logs.get(key);
        int position = log.known.value().map(state -> state.content().length()).orElse(0);
        if (position > LONGEST) {
            growing.remove(key);
            ended.add(key);
            log.bytes.clear();
            begin();
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
        List<String> some = new ArrayList<>(ended);
        Collections.shuffle(some, random);
        verify(server, growing);
        verify(server, some.subList(0, Math.min(READ_OF_ENDED, some.size())));
    }

    @Override
    void verifyAll(MortalServer server) {
        verify(server, growing);
        verify(server, ended);
    }

    private void verify(MortalServer server, List<String> keys) {
        Client client = server.client();
        keys.forEach(key -> logs.get(key).known.found(StoredState.read(client, BUCKET, key), key));
    }
}
