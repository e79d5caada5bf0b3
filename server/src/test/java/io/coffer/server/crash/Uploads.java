package io.coffer.server.crash;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.ring.Answer;
import io.coffer.server.ring.Call;
import io.coffer.server.ring.Client;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Multipart uploads begun, filled, completed and aborted. Completing makes the object first and forgets the upload then:
 * a crash between leaves both, and asking once more must end it.
 */
final class Uploads extends Story {
    private static final String BUCKET = "crash-uploads";
    private static final int KEYS = 4;
    private static final int PARTS = 4;
    private static final int LEAST_PART = 102_400;
    private static final Pattern UPLOAD = Pattern.compile("<UploadId>([^<]+)</UploadId>");
    private static final Pattern PART =
            Pattern.compile("<PartNumber>(\\d+)</PartNumber>.*?<ETag>\"?([^<\"&]+)", Pattern.DOTALL);

    /** A key with its object and the upload under way; its parts by number, as their digests. */
    private static final class Slot {
        final Known<Optional<StoredState>> object = new Known<>(Optional.empty());
        Optional<String> upload = Optional.empty();
        Known<Optional<Map<Integer, String>>> parts = new Known<>(Optional.empty());
        final Map<String, byte[]> bytes = new HashMap<>();
    }

    private final Map<String, Slot> slots = new TreeMap<>();

    Uploads(long seed) {
        super(seed);
        for (int number = 0; number < KEYS; number++) {
            slots.put("upload-" + number, new Slot());
        }
    }

    @Override
    void begin(MortalServer server) {
        server.client().create(BUCKET);
        assertThat(server.client().putRule(BUCKET, "KMS").outcome()).isEqualTo("200");
    }

    @Override
    void step(MortalServer server) {
        Client client = server.client();
        String key = keys().get(random.nextInt(KEYS));
        Slot slot = slots.get(key);
        if (slot.upload.isEmpty()) {
            initiate(client, key, slot);
            return;
        }
        int parts = slot.parts.value().orElseThrow().size();
        switch (random.nextInt(6)) {
            case 0 -> abort(client, key, slot);
            case 1, 2 -> {
                if (parts > 0) {
                    complete(client, key, slot);
                } else {
                    part(client, key, slot);
                }
            }
            default -> part(client, key, slot);
        }
    }

    private java.util.List<String> keys() {
        return java.util.List.copyOf(slots.keySet());
    }

    private static void initiate(Client client, String key, Slot slot) {
        Answer answer = Known.sent(client.object(POST, BUCKET, key).with("uploads")::send);
        slot.upload = answer.element("UploadId");
        slot.parts = new Known<>(slot.upload.map(id -> Map.of()));
        slot.bytes.clear();
    }

    private void part(Client client, String key, Slot slot) {
        int number = 1 + random.nextInt(PARTS);
        byte[] body = Content.random(random, LEAST_PART + random.nextInt(60_000));
        String digest = Content.of(body).md5();
        slot.bytes.put(digest, body);
        Map<Integer, String> after = new TreeMap<>(slot.parts.value().orElseThrow());
        after.put(number, digest);
        Call call = client.object(PUT, BUCKET, key)
                .with("partNumber", Integer.toString(number))
                .with("uploadId", slot.upload.orElseThrow())
                .body(body);
        slot.parts.change(Optional.of(Map.copyOf(after)), call);
    }

    private static void abort(Client client, String key, Slot slot) {
        slot.parts.change(
                Optional.empty(), client.object(DELETE, BUCKET, key).with("uploadId", slot.upload.orElseThrow()));
        slot.upload = Optional.empty();
    }

    private static void complete(Client client, String key, Slot slot) {
        Map<Integer, String> parts = new TreeMap<>(slot.parts.value().orElseThrow());
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.values().forEach(digest -> whole.writeBytes(slot.bytes.get(digest)));
        StoredState after = StoredState.plain(Content.of(whole.toByteArray()), "Multipart", "KMS");
        Call call = completing(client, key, slot.upload.orElseThrow(), parts);
        slot.object.change(Optional.of(after), () -> slot.parts.change(Optional.empty(), call));
        slot.upload = Optional.empty();
    }

    private static Call completing(Client client, String key, String upload, Map<Integer, String> parts) {
        StringBuilder document = new StringBuilder("<CompleteMultipartUpload>");
        parts.forEach((number, digest) -> document.append("<Part><PartNumber>")
                .append(number)
                .append("</PartNumber><ETag>\"")
                .append(digest)
                .append("\"</ETag></Part>"));
        return client.object(POST, BUCKET, key)
                .with("uploadId", upload)
                .body(document.append("</CompleteMultipartUpload>").toString());
    }

    @Override
    void verify(MortalServer server) {
        Client client = server.client();
        slots.forEach((key, slot) -> verify(client, key, slot));
        abortUnanswered(client);
    }

    private static void verify(Client client, String key, Slot slot) {
        Optional<StoredState> object = StoredState.read(client, BUCKET, key);
        boolean settled = slot.object.isSettled();
        slot.object.found(object, key);
        if (slot.upload.isEmpty()) {
            return;
        }
        Optional<Map<Integer, String>> parts = parts(client, key, slot.upload.get());
        slot.parts.found(parts, "parts of " + key);
        if (!settled && parts.isPresent() && isWhole(slot, object, parts.get())) {
            Answer again =
                    completing(client, key, slot.upload.get(), parts.get()).send();
            assertThat(again.outcome()).as("completing %s once more", key).isEqualTo("200");
            assertThat(StoredState.read(client, BUCKET, key)).isEqualTo(object);
            slot.parts.learned(Optional.empty());
        } else if (!settled && parts.isEmpty()) {
            assertThat(object)
                    .as("the upload of %s is gone, so its object is there", key)
                    .isPresent();
        }
        if (slot.parts.value().isEmpty()) {
            slot.upload = Optional.empty();
        }
    }

    private static boolean isWhole(Slot slot, Optional<StoredState> object, Map<Integer, String> parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        new TreeMap<>(parts).values().forEach(digest -> whole.writeBytes(slot.bytes.get(digest)));
        return object.map(StoredState::content)
                .filter(Content.of(whole.toByteArray())::equals)
                .isPresent();
    }

    /** Every part under way as the server lists it; empty when the upload is gone. */
    private static Optional<Map<Integer, String>> parts(Client client, String key, String upload) {
        Answer answer = client.object(GET, BUCKET, key).with("uploadId", upload).send();
        if (answer.outcome().equals("404 NoSuchUpload")) {
            return Optional.empty();
        }
        assertThat(answer.outcome()).isEqualTo("200");
        Map<Integer, String> parts = new TreeMap<>();
        Matcher part = PART.matcher(answer.text());
        while (part.find()) {
            parts.put(Integer.parseInt(part.group(1)), part.group(2));
        }
        return Optional.of(Map.copyOf(parts));
    }

    /** An upload whose id never came can only be empty; it is found by listing. */
    private void abortUnanswered(Client client) {
        Matcher listed = Pattern.compile("<Upload>.*?<Key>([^<]*)</Key>.*?" + UPLOAD.pattern(), Pattern.DOTALL)
                .matcher(client.bucket(GET, BUCKET).with("uploads").send().text());
        while (listed.find()) {
            String key = listed.group(1);
            String upload = listed.group(2);
            if (slots.get(key).upload.filter(upload::equals).isEmpty()) {
                assertThat(parts(client, key, upload)).contains(Map.of());
                assertThat(client.object(DELETE, BUCKET, key)
                                .with("uploadId", upload)
                                .send()
                                .status())
                        .isEqualTo(204);
            }
        }
    }
}
