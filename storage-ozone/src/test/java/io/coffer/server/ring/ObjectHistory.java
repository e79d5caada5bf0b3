package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;

import io.coffer.server.history.Event;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Calls to one object, each written down with when it was made, when it was answered and what that says of the object. The
 * state is the object's versions, the newest first, each as the text of its body; a delete marker has a text that begins with
 * a hash. Without versions there is one at most.
 */
final class ObjectHistory {
    static final List<String> NOTHING = List.of();
    private static final String MARKER = "#";
    private static final String REFUSED = "409 FileAlreadyExists";

    private final String bucket;
    private final String key;
    private final boolean versioned;
    private final ConcurrentLinkedQueue<Event<List<String>>> events = new ConcurrentLinkedQueue<>();

    /** The texts of versions by their ids, as far as somebody was told. */
    private final Map<String, String> texts = new ConcurrentHashMap<>();

    ObjectHistory(String bucket, String key, boolean versioned) {
        this.bucket = bucket;
        this.key = key;
        this.versioned = versioned;
    }

    List<Event<List<String>>> events() {
        return List.copyOf(events);
    }

    /** Ids of versions that were there once. */
    List<String> ids() {
        return List.copyOf(texts.keySet());
    }

    private static boolean isThere(List<String> state) {
        return !state.isEmpty() && !state.getFirst().startsWith(MARKER);
    }

    private List<String> with(List<String> state, String text) {
        List<String> after = new ArrayList<>();
        after.add(text);
        if (versioned) {
            after.addAll(state);
        }
        return List.copyOf(after);
    }

    private static List<String> without(List<String> state, String text) {
        return state.stream().filter(other -> !other.equals(text)).toList();
    }

    private static Optional<List<String>> when(boolean holds, List<String> after) {
        return Optional.of(after).filter(state -> holds);
    }

    /** What came of a call: its answer, or nothing where it broke off or the server could not tell. */
    private record Made(long called, long answered, Optional<Answer> answer) {
        static Made of(Call call) {
            long called = System.nanoTime();
            try {
                Answer answer = call.send();
                return new Made(called, System.nanoTime(), Optional.of(answer).filter(any -> any.status() < 500));
            } catch (RuntimeException broken) {
                return new Made(called, System.nanoTime(), Optional.empty());
            }
        }

        String outcome() {
            return answer.map(Answer::outcome).orElse("unknown");
        }
    }

    private void add(String what, Made made, Function<List<String>, Optional<List<String>>> effect) {
        events.add(new Event<>(what + " -> " + made.outcome(), made.called(), made.answered(), effect));
    }

    private void addUnknown(String what, Made made, UnaryOperator<List<String>> effect) {
        events.add(Event.unknown(what, made.called(), effect));
    }

    void put(Client client, String text, boolean create) {
        write("put", client.object(PUT, bucket, key).body(text), text, create);
    }

    void complete(Client client, String text, boolean create) {
        Optional<String> upload =
                client.object(POST, bucket, key).with("uploads").send().element("UploadId");
        if (upload.isPresent()) {
            client.object(PUT, bucket, key)
                    .with("partNumber", "1")
                    .with("uploadId", upload.get())
                    .body(text)
                    .send();
            Call call = client.object(POST, bucket, key)
                    .with("uploadId", upload.get())
                    .header("x-oss-complete-all", "yes");
            write("complete", call, text, create);
        }
    }

    private void write(String verb, Call call, String text, boolean ifAbsent) {
        // as in OSS, a bucket with versions does not heed it
        boolean create = ifAbsent && !versioned;
        String what = verb + " " + text + (ifAbsent ? " if absent" : "");
        Made made = Made.of(ifAbsent ? call.header("x-oss-forbid-overwrite", "true") : call);
        if (made.answer().isEmpty()) {
            addUnknown(what, made, state -> create && isThere(state) ? state : with(state, text));
            return;
        }
        boolean done = made.outcome().equals("200");
        if (done) {
            made.answer().get().header("x-oss-version-id").ifPresent(id -> texts.put(id, text));
        }
        add(
                what,
                made,
                state -> done
                        ? when(!create || !isThere(state), with(state, text))
                        : when(create && isThere(state) && made.outcome().equals(REFUSED), state));
    }

    /** @param tag makes the text of the marker, if there will be one */
    void delete(Client client, String tag) {
        String text = MARKER + tag;
        Made made = Made.of(client.object(DELETE, bucket, key));
        if (made.answer().isEmpty()) {
            addUnknown("delete " + text, made, state -> versioned ? with(state, text) : NOTHING);
            return;
        }
        made.answer().get().header("x-oss-version-id").ifPresent(id -> texts.put(id, text));
        add(
                "delete " + text,
                made,
                state -> when(made.outcome().equals("204"), versioned ? with(state, text) : NOTHING));
    }

    void get(Client client) {
        Made made = Made.of(client.object(GET, bucket, key));
        made.answer().ifPresent(answer -> {
            Optional<String> read =
                    Optional.of(answer).filter(any -> any.status() == 200).map(Answer::text);
            add("get " + read, made, state -> when(current(state).equals(read), state));
        });
    }

    private static Optional<String> current(List<String> state) {
        return isThere(state) ? Optional.of(state.getFirst()) : Optional.empty();
    }

    /** Of a body that was sent at once the ETag says which it is; of one in parts only that it is there. */
    void head(Client client) {
        Made made = Made.of(client.object(HEAD, bucket, key));
        made.answer().ifPresent(answer -> {
            Optional<String> etag = Optional.of(answer)
                    .filter(any -> any.status() == 200)
                    .map(any -> any.header("etag").orElse("none"));
            add("head " + etag, made, state -> when(hasETag(state, etag), state));
        });
    }

    /** A listing shows what a HEAD shows. */
    void list(Client client) {
        Made made = Made.of(client.bucket(GET, bucket).with("prefix", key));
        made.answer().ifPresent(answer -> {
            Optional<String> etag = answer.element("Key")
                    .filter(key::equals)
                    .map(found -> answer.element("ETag").orElse("none"));
            add("list " + etag, made, state -> when(hasETag(state, etag), state));
        });
    }

    private static boolean hasETag(List<String> state, Optional<String> etag) {
        Optional<String> current = current(state);
        return current.isPresent() == etag.isPresent()
                && etag.map(found -> found.replace("\"", "").replace("&quot;", ""))
                        .filter(found -> !found.contains("-"))
                        .map(found -> found.equals(md5(current.orElseThrow())))
                        .orElse(true);
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void deleteVersion(Client client, String id) {
        String text = texts.getOrDefault(id, id);
        Made made = Made.of(client.object(DELETE, bucket, key).with("versionId", id));
        if (made.answer().isEmpty()) {
            addUnknown("delete version " + text, made, state -> without(state, text));
            return;
        }
        add("delete version " + text, made, state -> when(made.outcome().equals("204"), without(state, text)));
    }

    void getVersion(Client client, String id) {
        String text = texts.getOrDefault(id, id);
        Made made = Made.of(client.object(GET, bucket, key).with("versionId", id));
        made.answer()
                .ifPresent(answer -> add("get version " + text, made, state -> {
                    boolean there = state.contains(text);
                    return when(
                            switch (answer.status()) {
                                case 200 -> there && answer.text().equals(text);
                                case 404 -> !there;
                                case 405 -> there && text.startsWith(MARKER);
                                default -> false;
                            },
                            state);
                }));
    }
}
