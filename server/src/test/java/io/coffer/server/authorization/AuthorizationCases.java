package io.coffer.server.authorization;

import io.coffer.model.AccountId;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.PolicySet;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyOrigin;
import io.coffer.server.authorization.policy.PolicyParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of {@code cases.txt}, whose head says how it is read. */
public final class AuthorizationCases {
    public static final AccountId OWNER = new AccountId("1000");
    public static final AccountId STRANGER = new AccountId("2000");

    /**
     * What a bucket grants.
     *
     * @param objectAcl of the object, when it has one
     * @param policy the name of the bucket's
     */
    public record Grants(String acl, Optional<String> objectAcl, Optional<String> policy, boolean blocked) {}

    /**
     * One case.
     *
     * @param action without the service
     * @param target a path in the bucket; "." for the bucket, "*" for the service, "key:ID" for a master key
     * @param reason as the table writes it
     * @param real whether it may run as a real request
     */
    public record Case(
            int line,
            String caller,
            List<String> holds,
            Grants bucket,
            String action,
            String target,
            Map<String, String> context,
            String reason,
            boolean real) {
        public boolean isAllowed() {
            return reason.startsWith("+");
        }

        @Override
        public String toString() {
            return "line " + line + ": " + caller + " " + holds + ", " + bucket + ": " + action + " " + target + " "
                    + context;
        }
    }

    private final Map<String, String> policies = new HashMap<>();
    private final List<Case> cases = new ArrayList<>();

    private AuthorizationCases(List<String> lines) {
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.startsWith("policy ")) {
                String[] parts = line.split("\\s+", 3);
                policies.put(parts[1], parts[2]);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                read(number, line);
            }
        }
    }

    public static AuthorizationCases load() {
        try (InputStream table = AuthorizationCases.class.getResourceAsStream("cases.txt")) {
            byte[] text = Objects.requireNonNull(table, "cases.txt is missing").readAllBytes();
            return new AuthorizationCases(
                    new String(text, StandardCharsets.UTF_8).lines().toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void read(int number, String line) {
        String[] columns = line.split("\\s*\\|\\s*");
        List<String> holds = columns[1].equals("-") ? List.of() : List.of(columns[1].split("[ ,]+"));
        for (String item : columns[3].split("\\s*;\\s*")) {
            int reason = item.lastIndexOf(" = ");
            String[] asked = item.substring(0, reason).strip().split("\\s+");
            Map<String, String> context = new LinkedHashMap<>();
            for (int at = 2; at < asked.length; at++) {
                String[] pair = asked[at].split("=", 2);
                context.put(pair[0].startsWith("x-oss-") ? "oss:" + pair[0] : pair[0], pair[1]);
            }
            cases.add(new Case(
                    number,
                    columns[0],
                    holds,
                    grants(columns[2]),
                    asked[0],
                    asked[1],
                    context,
                    item.substring(reason + 3).strip(),
                    columns.length > 4));
        }
    }

    private static Grants grants(String column) {
        String[] words = column.split("\\s+");
        return new Grants(
                words[0],
                word(words, "object:"),
                word(words, "policy:"),
                Stream.of(words).anyMatch("blocked"::equals));
    }

    private static Optional<String> word(String[] words, String prefix) {
        return Stream.of(words)
                .filter(word -> word.startsWith(prefix))
                .map(word -> word.substring(prefix.length()))
                .findFirst();
    }

    public List<Case> all() {
        return List.copyOf(cases);
    }

    /** The JSON text of a policy. */
    public String text(String policy) {
        return Objects.requireNonNull(policies.get(policy), () -> "no policy " + policy);
    }

    Policy bucketPolicy(String name) {
        return PolicyParser.bucketPolicy(text(name)).from(new PolicyOrigin(PolicyOrigin.Kind.BUCKET, "photos", ""));
    }

    Caller caller(Case asked) {
        PolicySet held = held(asked.holds());
        return switch (asked.caller()) {
            case "anonymous" -> Caller.ANONYMOUS;
            case "owner" -> new Caller.Root(OWNER, held, "LTAIowner");
            case "stranger" -> new Caller.Root(STRANGER, held, "LTAIstranger");
            case "user" -> new Caller.RamUser(OWNER, "anna", "20", held, "LTAIuser");
            case "guest" -> new Caller.RamUser(STRANGER, "bert", "21", held, "LTAIguest");
            case "role" -> new Caller.AssumedRole(OWNER, "job", "30", "nightly", held, "STS.role");
            case "agent" -> new Caller.AssumedRole(STRANGER, "robot", "31", "s1", held, "STS.agent");
            default -> throw new IllegalArgumentException("no caller " + asked.caller());
        };
    }

    private PolicySet held(List<String> names) {
        List<Policy> control = new ArrayList<>();
        List<Policy> attached = new ArrayList<>();
        Optional<Policy> session = Optional.empty();
        for (String name : names) {
            if (name.startsWith("control:")) {
                control.add(identityPolicy(PolicyOrigin.Kind.CONTROL, name.substring("control:".length())));
            } else if (name.startsWith("session:")) {
                session = Optional.of(identityPolicy(PolicyOrigin.Kind.SESSION, name.substring("session:".length())));
            } else if (!name.equals("-")) {
                attached.add(identityPolicy(PolicyOrigin.Kind.CUSTOM, name));
            }
        }
        return new PolicySet(control, session, attached);
    }

    private Policy identityPolicy(PolicyOrigin.Kind kind, String name) {
        return PolicyParser.identityPolicy(text(name)).from(new PolicyOrigin(kind, name, ""));
    }
}
