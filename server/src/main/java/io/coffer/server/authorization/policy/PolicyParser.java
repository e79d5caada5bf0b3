package io.coffer.server.authorization.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads the JSON text of a policy, strictly: a field that is unknown, doubled or of the wrong type is refused rather
 * than passed over, since a rule that is silently ignored protects nothing.
 */
public final class PolicyParser {
    private static final String VERSION = "1";
    /** more than fit into what OSS and RAM take */
    private static final int MAX_STATEMENTS = 500;

    private static final int MAX_LABEL = 128;
    /** Names a statement for people and decides nothing. */
    private static final String LABEL = "Sid";

    private static final Set<String> POLICY_FIELDS = Set.of("Version", "Statement");
    private static final Set<String> STATEMENT_FIELDS = Set.of(
            LABEL,
            "Effect",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Principal",
            "NotPrincipal",
            "Condition");
    private static final Set<String> TRUST_FIELDS = Set.of(LABEL, "Effect", "Action", "Principal", "Condition");
    private static final String RAM = "RAM";
    private static final Set<String> TRUSTED_KINDS = Set.of(RAM, "Service", "Federated");
    private static final Selection<ResourcePattern> ANY_RESOURCE =
            new Selection<>(List.of(ResourcePattern.parse("*")), false);
    private static final Pattern ACTION = Pattern.compile("\\*|[A-Za-z0-9*?-]+:[A-Za-z0-9*?]+");
    private static final Pattern CONDITION_KEY = Pattern.compile("[A-Za-z]+:[^\\s:][^:]{0,255}");

    private final PolicyKind kind;
    private final ActionVocabulary vocabulary;

    private PolicyParser(PolicyKind kind, ActionVocabulary vocabulary) {
        this.kind = kind;
        this.vocabulary = vocabulary;
    }

    /**
     * Reads a text that is stored already, whatever actions are known by now.
     *
     * @throws MalformedPolicyException with reason and place
     */
    public static Policy parse(PolicyKind kind, String json) {
        return parse(kind, json, ActionVocabulary.OPEN);
    }

    /**
     * Reads a new text.
     *
     * @throws MalformedPolicyException with reason and place, also for actions that do not exist
     */
    public static Policy parse(PolicyKind kind, String json, ActionVocabulary vocabulary) {
        return new PolicyParser(kind, vocabulary).parse(json);
    }

    /** @throws MalformedPolicyException with reason and place */
    public static Policy identityPolicy(String json) {
        return parse(PolicyKind.IDENTITY, json);
    }

    /** @throws MalformedPolicyException with reason and place */
    public static Policy bucketPolicy(String json) {
        return parse(PolicyKind.BUCKET, json);
    }

    /** @throws MalformedPolicyException with reason and place */
    public static Policy trustPolicy(String json) {
        return parse(PolicyKind.TRUST, json);
    }

    private Policy parse(String json) {
        JsonNode root = PolicyJson.read(json);
        requireFields(root, "policy", POLICY_FIELDS);
        JsonNode version = root.path("Version");
        if (!version.isString() || !version.stringValue().equals(VERSION)) {
            throw new MalformedPolicyException("Version", "must be \"1\"");
        }
        JsonNode statement = required(root, "Statement", "policy");
        List<JsonNode> nodes = statement.isArray() ? List.copyOf(statement.values()) : List.of(statement);
        if (nodes.isEmpty() || nodes.size() > MAX_STATEMENTS) {
            throw new MalformedPolicyException("Statement", "must have 1 to " + MAX_STATEMENTS + " statements");
        }
        List<Statement> statements = new ArrayList<>();
        for (JsonNode node : nodes) {
            statements.add(statement(node, statements.size()));
        }
        return new Policy(PolicyOrigin.UNNAMED, statements);
    }

    private Statement statement(JsonNode node, int index) {
        String place = "Statement[" + index + "]";
        requireFields(node, place, kind == PolicyKind.TRUST ? TRUST_FIELDS : STATEMENT_FIELDS);
        if (node.has(LABEL) && text(node.get(LABEL), place + "." + LABEL).length() > MAX_LABEL) {
            throw new MalformedPolicyException(place + "." + LABEL, "longer than " + MAX_LABEL + " characters");
        }
        return new Statement(
                index + 1,
                effect(required(node, "Effect", place), place + ".Effect"),
                requiredSelection(node, "Action", place, this::action),
                kind == PolicyKind.TRUST
                        ? ANY_RESOURCE
                        : requiredSelection(node, "Resource", place, ResourcePattern::parse),
                principals(node, place),
                node.has("Condition") ? conditions(node.get("Condition"), place + ".Condition") : List.of());
    }

    private static Effect effect(JsonNode node, String place) {
        return switch (text(node, place)) {
            case "Allow" -> Effect.ALLOW;
            case "Deny" -> Effect.DENY;
            default -> throw new MalformedPolicyException(place, "must be Allow or Deny");
        };
    }

    private WildcardPattern action(String text) {
        if (!ACTION.matcher(text).matches()) {
            throw new IllegalArgumentException("not of the form service:Action");
        }
        WildcardPattern action = WildcardPattern.ignoringCase(text);
        vocabulary.refusal(action).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        return action;
    }

    private Optional<Selection<PrincipalPattern>> principals(JsonNode node, String place) {
        return switch (kind) {
            case IDENTITY -> {
                if (node.has("Principal") || node.has("NotPrincipal")) {
                    throw new MalformedPolicyException(place, "only policies of buckets and roles have a principal");
                }
                yield Optional.empty();
            }
            case BUCKET -> ofBucket(node, place);
            case TRUST -> Optional.of(trusted(required(node, "Principal", place), place + ".Principal"));
        };
    }

    private static Optional<Selection<PrincipalPattern>> ofBucket(JsonNode node, String place) {
        // an empty list of principals means everyone, as the service has it
        JsonNode listed = node.path("Principal");
        if (listed.isArray() && listed.isEmpty() && !node.has("NotPrincipal")) {
            return Optional.of(new Selection<>(List.of(new PrincipalPattern.Everyone()), false));
        }
        return selection(node, "Principal", place, PrincipalPattern::ofBucket);
    }

    private static Selection<PrincipalPattern> trusted(JsonNode node, String place) {
        requireFields(node, place, TRUSTED_KINDS);
        List<PrincipalPattern> principals = new ArrayList<>();
        node.forEachEntry((kind, names) -> principals.addAll(texts(
                names,
                place + "." + kind,
                text -> kind.equals(RAM) ? PrincipalPattern.ofTrust(text) : PrincipalPattern.elsewhere(kind, text))));
        if (principals.isEmpty()) {
            throw new MalformedPolicyException(place, "must name whom the role trusts");
        }
        return new Selection<>(principals, false);
    }

    private static <P> Selection<P> requiredSelection(
            JsonNode node, String name, String place, Function<String, P> reader) {
        return selection(node, name, place, reader)
                .orElseThrow(() -> new MalformedPolicyException(place, name + " is missing"));
    }

    private static <P> Optional<Selection<P>> selection(
            JsonNode node, String name, String place, Function<String, P> reader) {
        String opposite = "Not" + name;
        if (node.has(name) && node.has(opposite)) {
            throw new MalformedPolicyException(place, name + " and " + opposite + " exclude each other");
        }
        if (!node.has(name) && !node.has(opposite)) {
            return Optional.empty();
        }
        boolean inverted = node.has(opposite);
        String field = inverted ? opposite : name;
        return Optional.of(new Selection<>(texts(node.get(field), place + "." + field, reader), inverted));
    }

    private static List<PolicyCondition> conditions(JsonNode node, String place) {
        requireObject(node, place);
        List<PolicyCondition> conditions = new ArrayList<>();
        node.forEachEntry((name, keys) -> {
            String operatorPlace = place + "." + name;
            ConditionOperator operator = ConditionOperator.fromWire(name)
                    .orElseThrow(() -> new MalformedPolicyException(operatorPlace, "no such condition operator"));
            requireObject(keys, operatorPlace);
            keys.forEachEntry((key, values) -> conditions.add(condition(operator, key, values, operatorPlace)));
        });
        return conditions;
    }

    private static PolicyCondition condition(ConditionOperator operator, String key, JsonNode values, String place) {
        if (!CONDITION_KEY.matcher(key).matches()) {
            throw new MalformedPolicyException(place, "not a condition key: " + PolicyJson.shown(key));
        }
        List<String> texts = texts(scalarsAsTexts(values), place + "." + key, text -> {
            operator.operand(text);
            return text;
        });
        return new PolicyCondition(operator, key, texts);
    }

    /** Values may also stand as JSON numbers and booleans, which mean the same as their text. */
    private static JsonNode scalarsAsTexts(JsonNode node) {
        if (node.isArray()) {
            ArrayNode texts = JsonNodeFactory.instance.arrayNode();
            node.values().forEach(element -> texts.add(scalarAsText(element)));
            return texts;
        }
        return scalarAsText(node);
    }

    private static JsonNode scalarAsText(JsonNode node) {
        return node.isNumber() || node.isBoolean() ? JsonNodeFactory.instance.stringNode(node.asString()) : node;
    }

    private static <P> List<P> texts(JsonNode node, String place, Function<String, P> reader) {
        if (!node.isArray()) {
            return List.of(read(node, place, reader));
        }
        if (node.isEmpty()) {
            throw new MalformedPolicyException(place, "must not be an empty list");
        }
        List<P> values = new ArrayList<>();
        for (JsonNode element : node.values()) {
            values.add(read(element, place + "[" + values.size() + "]", reader));
        }
        return values;
    }

    private static <P> P read(JsonNode node, String place, Function<String, P> reader) {
        String text = text(node, place);
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException refused) {
            throw new MalformedPolicyException(
                    place, PolicyJson.shown(text) + " is " + String.valueOf(refused.getMessage()));
        }
    }

    private static String text(JsonNode node, String place) {
        if (!node.isString()) {
            throw new MalformedPolicyException(place, "must be a text");
        }
        return node.stringValue();
    }

    private static JsonNode required(JsonNode node, String name, String place) {
        if (!node.has(name)) {
            throw new MalformedPolicyException(place, name + " is missing");
        }
        return node.get(name);
    }

    private static void requireFields(JsonNode node, String place, Set<String> known) {
        requireObject(node, place);
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw new MalformedPolicyException(place, "unknown field " + PolicyJson.shown(name));
            }
        }
    }

    private static void requireObject(JsonNode node, String place) {
        if (!node.isObject()) {
            throw new MalformedPolicyException(place, "must be a JSON object");
        }
    }
}
