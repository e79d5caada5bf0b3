package io.coffer.server.crash;

import static io.coffer.protocol.Method.PUT;
import static io.coffer.server.ring.Administration.KMS;

import io.coffer.server.ring.Administration;
import io.coffer.server.ring.Administration.Reply;
import io.coffer.server.ring.Answer;
import io.coffer.server.ring.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A master key rotated and switched off and on, and objects written under each of its versions. */
final class MasterKeys extends Story {
    private static final String BUCKET = "crash-keys";
    private static final String ENABLED = "Enabled";
    private static final String DISABLED = "Disabled";

    private final Known<String> state = new Known<>(ENABLED);
    private final Known<Integer> versions = new Known<>(1);
    private final Map<String, Known<Optional<StoredState>>> objects = new TreeMap<>();
    private String keyId = "";
    private boolean rotates;

    MasterKeys(long seed) {
        super(seed);
        for (int number = 0; number < 20; number++) {
            objects.put("under-key-" + number, new Known<>(Optional.empty()));
        }
    }

    @Override
    void begin(MortalServer server) {
        server.client().create(BUCKET);
        Administration administration = server.administration();
        keyId = administration.succeed(KMS, "CreateKey").text("/KeyMetadata/KeyId");
        rotates = administration.call(KMS, "CreateKeyVersion", "KeyId", keyId).status() == 200;
        if (rotates) {
            versions.learned(2);
        } else {
            System.out.println("the key is not rotated: this server has no action for it");
        }
    }

    @Override
    void step(MortalServer server) {
        Administration administration = server.administration();
        if (state.value().equals(DISABLED)) {
            change(state, ENABLED, administration, "EnableKey");
            return;
        }
        switch (random.nextInt(12)) {
            case 0 -> change(state, DISABLED, administration, "DisableKey");
            case 1, 2 -> rotate(server);
            default -> write(server);
        }
    }

    private void rotate(MortalServer server) {
        if (rotates) {
            change(versions, versions.value() + 1, server.administration(), "CreateKeyVersion");
        } else {
            write(server);
        }
    }

    private <T> void change(Known<T> known, T after, Administration administration, String action) {
        known.change(after, () -> call(administration, action));
    }

    private Answer call(Administration administration, String action) {
        Reply reply = administration.call(KMS, action, "KeyId", keyId);
        return new Answer(reply.status(), List.of(), new byte[0]);
    }

    private void write(MortalServer server) {
        String key = List.copyOf(objects.keySet()).get(random.nextInt(objects.size()));
        byte[] body = Content.random(random);
        Call call = server.client()
                .object(PUT, BUCKET, key)
                .header("x-oss-server-side-encryption", "KMS")
                .header("x-oss-server-side-encryption-key-id", keyId)
                .body(body);
        objects.get(key).change(Optional.of(StoredState.plain(Content.of(body), "Normal", "KMS")), call);
    }

    @Override
    void verify(MortalServer server) {
        Administration administration = server.administration();
        Reply described = administration.succeed(KMS, "DescribeKey", "KeyId", keyId);
        state.found(described.text("/KeyMetadata/KeyState"), "state of the key");
        if (rotates) {
            Reply listed = administration.succeed(KMS, "ListKeyVersions", "KeyId", keyId);
            versions.found(Integer.parseInt(listed.text("/TotalCount")), "versions of the key");
        }
        if (state.value().equals(DISABLED)) {
            administration.succeed(KMS, "EnableKey", "KeyId", keyId);
            state.learned(ENABLED);
        }
        objects.forEach((key, known) -> known.found(StoredState.read(server.client(), BUCKET, key), key));
    }
}
