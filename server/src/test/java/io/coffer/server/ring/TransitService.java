package io.coffer.server.ring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Transit engine in the shapes of Vault's documentation, with versions, {@code config} and {@code trim}. It remembers
 * what it wrapped instead of encrypting it, and forgets it when the version is trimmed.
 */
public final class TransitService implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PATH = "/v1/transit/";
    private static final long FIRST_MADE = 1442851411;

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refusal(int status, String error) {
            super(error);
            this.status = status;
        }
    }

    /** What is shown of a key. */
    private record Key(int latest, int available, int decryption, int encryption) {
        Map<String, Object> shown(String name) {
            return new TreeMap<>(Map.of(
                    "name",
                    name,
                    "type",
                    "aes256-gcm96",
                    "derived",
                    true,
                    "exportable",
                    false,
                    "allow_plaintext_backup",
                    false,
                    "latest_version",
                    latest,
                    "min_available_version",
                    available,
                    "min_decryption_version",
                    decryption,
                    "min_encryption_version",
                    encryption,
                    "keys",
                    IntStream.rangeClosed(decryption, latest)
                            .boxed()
                            .collect(Collectors.toMap(String::valueOf, version -> FIRST_MADE + version))));
        }
    }

    private record Wrapped(String key, int version, String plaintext) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Key> keys = new ConcurrentHashMap<>();
    /** By ciphertext and context. */
    private final Map<String, Wrapped> wrapped = new ConcurrentHashMap<>();

    private volatile Optional<Integer> trimRefusal = Optional.empty();
    private volatile Runnable beforeTrim = () -> {};
    private volatile Runnable afterTrim = () -> {};

    /** @param names of its keys, each with one version */
    public TransitService(String... names) {
        for (String name : names) {
            keys.put(name, new Key(1, 0, 1, 0));
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext(PATH, this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Adds a version. */
    public void rotate(String name) {
        keys.computeIfPresent(
                name, (id, key) -> new Key(key.latest + 1, key.available, key.decryption, key.encryption));
    }

    /** As an operator does by hand. */
    void trimByHand(String name, int available) {
        keys.computeIfPresent(name, (id, key) -> new Key(key.latest, available, available, available));
        forgetTrimmed(name);
    }

    /** The lowest version that there is, or 0. */
    public int available(String name) {
        return keys.get(name).available;
    }

    /** Runs something once when it is told to trim, before or after it has. */
    public void onTrim(boolean afterwards, Runnable action) {
        Runnable once = () -> {
            beforeTrim = () -> {};
            afterTrim = () -> {};
            action.run();
        };
        if (afterwards) {
            afterTrim = once;
        } else {
            beforeTrim = once;
        }
    }

    /** Refuses to trim from now on. */
    void refuseToTrim(int status) {
        trimRefusal = Optional.of(status);
    }

    void trimAgain() {
        trimRefusal = Optional.empty();
    }

    /** @return puts everything back to how it is now */
    Runnable snapshot() {
        Map<String, Key> keysNow = Map.copyOf(keys);
        Map<String, Wrapped> wrappedNow = Map.copyOf(wrapped);
        return () -> {
            keys.putAll(keysNow);
            wrapped.putAll(wrappedNow);
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int status = 200;
            Map<String, Object> answer = new TreeMap<>();
            try {
                List<String> path = new ArrayList<>(List.of(exchange.getRequestURI()
                        .getPath()
                        .substring(PATH.length())
                        .split("/")));
                answer.put("request_id", UUID.randomUUID().toString());
                answer.put("data", data(path, JSON.readTree(body)));
            } catch (Refusal refusal) {
                status = refusal.status;
                answer.put("errors", List.of(String.valueOf(refusal.getMessage())));
            }
            byte[] content = JSON.writeValueAsBytes(answer);
            exchange.sendResponseHeaders(status, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private Map<String, ?> data(List<String> path, JsonNode body) {
        String last = path.getLast();
        return switch (path.getFirst()) {
            case "datakey" -> generate(last, body);
            case "encrypt" -> wrap(last, body, body.path("plaintext").asString());
            case "decrypt" -> Map.of("plaintext", open(last, body));
            case "rewrap" -> wrap(last, body, open(last, body));
            default -> key(path, body);
        };
    }

    private Map<String, ?> generate(String name, JsonNode body) {
        String plaintext = base64(UUID.randomUUID().toString().substring(0, 32));
        Map<String, Object> answer = new TreeMap<>(wrap(name, body, plaintext));
        answer.put("plaintext", plaintext);
        return answer;
    }

    private Map<String, ?> wrap(String name, JsonNode body, String plaintext) {
        int version = find(name).latest;
        String ciphertext = "vault:v" + version + ":" + base64(UUID.randomUUID().toString());
        wrapped.put(ciphertext + body.path("context").asString(), new Wrapped(name, version, plaintext));
        return Map.of("ciphertext", ciphertext, "key_version", version);
    }

    private String open(String name, JsonNode body) {
        String ciphertext = body.path("ciphertext").asString();
        if (version(ciphertext) < find(name).decryption) {
            throw new Refusal(400, "ciphertext or signature version is disallowed by policy (too old)");
        }
        return Optional.ofNullable(wrapped.get(ciphertext + body.path("context").asString()))
                .filter(one -> one.key.equals(name))
                .map(Wrapped::plaintext)
                .orElseThrow(() -> new Refusal(400, "cipher: message authentication failed"));
    }

    private static int version(String ciphertext) {
        return Integer.parseInt(ciphertext.substring("vault:v".length(), ciphertext.indexOf(':', "vault:".length())));
    }

    private Key find(String name) {
        return Optional.ofNullable(keys.get(name)).orElseThrow(() -> new Refusal(404, ""));
    }

    private Map<String, ?> key(List<String> path, JsonNode body) {
        String name = path.get(1);
        if (path.size() > 2) {
            change(name, path.get(2), body);
        }
        return find(name).shown(name);
    }

    private void change(String name, String action, JsonNode body) {
        if (action.equals("config")) {
            keys.put(name, configured(find(name), body));
            return;
        }
        beforeTrim.run();
        keys.put(name, trimmed(find(name), body));
        forgetTrimmed(name);
        afterTrim.run();
    }

    private static Key configured(Key key, JsonNode body) {
        int decryption = body.path("min_decryption_version").asInt(key.decryption);
        int encryption = body.path("min_encryption_version").asInt(key.encryption);
        refuse(decryption > key.latest || encryption > key.latest, "beyond the latest version");
        refuse(encryption > 0 && encryption < decryption, "encryption below decryption");
        refuse(key.available > encryption || key.available > decryption, "less than min available version");
        return new Key(key.latest, key.available, decryption, encryption);
    }

    private Key trimmed(Key key, JsonNode body) {
        trimRefusal.ifPresent(status -> {
            throw new Refusal(status, "permission denied");
        });
        int available = body.path("min_available_version").asInt(0);
        refuse(available < key.available, "minimum available version cannot be decremented");
        refuse(available < 1 || available > key.encryption || available > key.decryption, "cannot be greater");
        return new Key(key.latest, available, key.decryption, key.encryption);
    }

    private static void refuse(boolean refused, String error) {
        if (refused) {
            throw new Refusal(400, error);
        }
    }

    private void forgetTrimmed(String name) {
        wrapped.values().removeIf(one -> one.key.equals(name) && one.version < find(name).available);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
