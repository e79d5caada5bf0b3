package io.coffer.server.crash;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.ring.Answer;
import io.coffer.server.ring.Client;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A versioned bucket: new versions, delete markers, single versions removed. Order and ids are checked. */
final class Versions extends Story {
    private static final String BUCKET = "crash-versions";
    private static final int KEYS = 4;
    private static final int MOST_VERSIONS = 12;
    private static final String MARKER = "marker";
    private static final Pattern LISTED = Pattern.compile(
            "<(Version|DeleteMarker)>.*?<VersionId>([^<]*)</VersionId>.*?</(Version|DeleteMarker)>", Pattern.DOTALL);

    private final Map<String, Known<List<String>>> histories = new HashMap<>();
    /** ids that were answered, with what they are of */
    private final Map<String, String> answered = new HashMap<>();

    private Optional<String> removing = Optional.empty();

    private record Listed(String id, boolean marker) {}

    Versions(long seed) {
        super(seed);
        for (int number = 0; number < KEYS; number++) {
            histories.put("versioned-" + number, new Known<>(List.of()));
        }
    }

    @Override
    void begin(MortalServer server) {
        server.client().create(BUCKET);
        assertThat(server.client()
                        .bucket(PUT, BUCKET)
                        .with("versioning")
                        .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(server.client().putRule(BUCKET, "AES256").outcome()).isEqualTo("200");
    }

    @Override
    void step(MortalServer server) {
        Client client = server.client();
        String key = List.copyOf(histories.keySet()).get(random.nextInt(KEYS));
        Known<List<String>> known = histories.get(key);
        List<String> now = known.value();
        int choice = now.size() >= MOST_VERSIONS ? 3 : random.nextInt(4);
        if (choice == 3 && !now.isEmpty()) {
            remove(client, key, known);
        } else if (choice == 2) {
            Answer answer = known.change(with(now, MARKER), client.object(DELETE, BUCKET, key));
            answer.header("x-oss-version-id").ifPresent(id -> answered.put(id, MARKER));
        } else {
            byte[] body = Content.random(random);
            String content = Content.of(body).md5();
            Answer answer = known.change(
                    with(now, content), client.object(PUT, BUCKET, key).body(body));
            answered.put(answer.header("x-oss-version-id").orElseThrow(), content);
        }
    }

    private static List<String> with(List<String> history, String newest) {
        List<String> longer = new ArrayList<>(List.of(newest));
        longer.addAll(history);
        return List.copyOf(longer);
    }

    private void remove(Client client, String key, Known<List<String>> known) {
        List<Listed> listed = list(client, key);
        int which = random.nextInt(listed.size());
        List<String> rest = new ArrayList<>(known.value());
        rest.remove(which);
        removing = Optional.of(listed.get(which).id());
        known.change(
                List.copyOf(rest),
                client.object(DELETE, BUCKET, key)
                        .with("versionId", listed.get(which).id()));
        answered.remove(listed.get(which).id());
        removing = Optional.empty();
    }

    private static List<Listed> list(Client client, String key) {
        List<Listed> listed = new ArrayList<>();
        String page = Known.sent(() -> client.bucket(GET, BUCKET)
                        .with("versions")
                        .with("prefix", key)
                        .with("max-keys", "1000")
                        .send())
                .text();
        Matcher entry = LISTED.matcher(page);
        while (entry.find()) {
            listed.add(new Listed(entry.group(2), entry.group(1).equals("DeleteMarker")));
        }
        return listed;
    }

    @Override
    void verify(MortalServer server) {
        Client client = server.client();
        Set<String> ids = new HashSet<>();
        histories.forEach((key, known) -> {
            List<String> found = new ArrayList<>();
            for (Listed version : list(client, key)) {
                String content = version.marker() ? MARKER : content(client, key, version.id());
                assertThat(answered.getOrDefault(version.id(), content))
                        .as("version %s of %s", version.id(), key)
                        .isEqualTo(content);
                found.add(content);
                ids.add(version.id());
            }
            known.found(List.copyOf(found), key);
        });
        removing.filter(id -> !ids.contains(id)).ifPresent(answered::remove);
        removing = Optional.empty();
        assertThat(ids).as("versions that were acknowledged").containsAll(answered.keySet());
    }

    private static String content(Client client, String key, String id) {
        Answer answer = client.object(GET, BUCKET, key).with("versionId", id).send();
        assertThat(answer.outcome()).isEqualTo("200");
        Content content = Content.of(answer.body());
        assertThat(answer.header("x-oss-hash-crc64ecma")).contains(content.crc64());
        assertThat(answer.header("x-oss-server-side-encryption")).contains("AES256");
        return content.md5();
    }
}
