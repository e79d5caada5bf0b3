package io.coffer.server.crash;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.ring.Answer;
import io.coffer.server.ring.Call;
import io.coffer.server.ring.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Objects of a bucket without versions: put, overwritten, copied, tagged, opened to readers, deleted one by one and many at once. */
final class PlainObjects extends Story {
    private static final String BUCKET = "crash-plain";
    private static final int KEYS = 24;
    private static final int DELETED_TOGETHER = 3;
    private static final Pattern LISTED =
            Pattern.compile("<Key>([^<]*)</Key>.*?<ETag>\"([^<]*)\"</ETag>.*?<Size>(\\d+)</Size>", Pattern.DOTALL);

    private final Map<String, Known<Optional<StoredState>>> objects = new TreeMap<>();

    PlainObjects(long seed) {
        super(seed);
        for (int number = 0; number < KEYS; number++) {
            objects.put("folder/key-%02d".formatted(number), new Known<>(Optional.empty()));
        }
    }

    @Override
    void begin(MortalServer server) {
        server.client().create(BUCKET);
    }

    @Override
    void step(MortalServer server) {
        Client client = server.client();
        String key = randomKey();
        Optional<StoredState> now = objects.get(key).value();
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> put(client, key);
            case 4 -> copy(client, key);
            case 5 -> deleteTogether(client);
            case 6, 7 -> now.ifPresentOrElse(state -> tag(client, key, state), () -> put(client, key));
            case 8 -> now.ifPresentOrElse(state -> acl(client, key, state), () -> put(client, key));
            default -> objects.get(key).change(Optional.empty(), client.object(DELETE, BUCKET, key));
        }
    }

    private String randomKey() {
        return List.copyOf(objects.keySet()).get(random.nextInt(KEYS));
    }

    private void put(Client client, String key) {
        byte[] body = Content.random(random);
        String encryption = one("", "AES256", "KMS", "SM4");
        Call call = client.object(PUT, BUCKET, key).body(body);
        if (!encryption.isEmpty()) {
            call.header("x-oss-server-side-encryption", encryption);
        }
        objects.get(key).change(Optional.of(StoredState.plain(Content.of(body), "Normal", encryption)), call);
    }

    private void copy(Client client, String key) {
        String source = randomKey();
        Optional<StoredState> from = objects.get(source).value();
        if (from.isEmpty() || source.equals(key)) {
            put(client, key);
            return;
        }
        Call call = client.object(PUT, BUCKET, key)
                .header("x-oss-copy-source", "/" + BUCKET + "/" + source)
                .header("x-oss-tagging-directive", "Replace")
                .header("x-oss-server-side-encryption", "KMS");
        objects.get(key).change(Optional.of(StoredState.plain(from.get().content(), "Normal", "KMS")), call);
    }

    private void tag(Client client, String key, StoredState state) {
        if (!state.tag().isEmpty() && random.nextInt(3) == 0) {
            objects.get(key)
                    .change(
                            Optional.of(state.withTag("")),
                            client.object(DELETE, BUCKET, key).with("tagging"));
            return;
        }
        String value = "value" + random.nextInt(1_000_000);
        Call call = client.object(PUT, BUCKET, key)
                .with("tagging")
                .body("<Tagging><TagSet><Tag><Key>name</Key><Value>" + value + "</Value></Tag></TagSet></Tagging>");
        objects.get(key).change(Optional.of(state.withTag(value)), call);
    }

    private void acl(Client client, String key, StoredState state) {
        String acl = one("private", "public-read", "default");
        Call call = client.object(PUT, BUCKET, key).with("acl").header("x-oss-object-acl", acl);
        objects.get(key).change(Optional.of(state.withAcl(acl)), call);
    }

    private void deleteTogether(Client client) {
        List<String> keys = new ArrayList<>(objects.keySet());
        java.util.Collections.shuffle(keys, random);
        StringBuilder document = new StringBuilder("<Delete><Quiet>false</Quiet>");
        Call call = client.bucket(POST, BUCKET).with("delete");
        Supplier<Answer> request = call::send;
        for (String key : keys.subList(0, DELETED_TOGETHER)) {
            document.append("<Object><Key>").append(key).append("</Key></Object>");
            Supplier<Answer> inner = request;
            request = () -> objects.get(key).change(Optional.empty(), inner);
        }
        byte[] body = document.append("</Delete>").toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        call.header("content-md5", base64Md5(body)).body(body);
        request.get();
    }

    private static String base64Md5(byte[] body) {
        return java.util.Base64.getEncoder()
                .encodeToString(
                        java.util.HexFormat.of().parseHex(Content.of(body).md5()));
    }

    @Override
    void verify(MortalServer server) {
        Client client = server.client();
        Map<String, String> there = new TreeMap<>();
        objects.forEach((key, known) -> {
            Optional<StoredState> state = StoredState.read(client, BUCKET, key);
            known.found(state, key);
            state.ifPresent(found ->
                    there.put(key, found.content().md5() + " " + found.content().length()));
        });
        Map<String, String> listed = new TreeMap<>();
        Matcher entry = LISTED.matcher(client.bucket(GET, BUCKET)
                .with("list-type", "2")
                .with("max-keys", "1000")
                .send()
                .text());
        while (entry.find()) {
            listed.put(entry.group(1), entry.group(2) + " " + entry.group(3));
        }
        assertThat(listed).as("the listing is the state").isEqualTo(there);
    }
}
