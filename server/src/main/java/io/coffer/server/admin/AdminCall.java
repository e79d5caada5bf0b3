package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.server.authentication.AuditedCaller;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.keyuse.KeyUser;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The parameters of an action, with the caller who gave them. */
final class AdminCall {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private static final Pattern NUMBERED = Pattern.compile("(?<=\\.)N(?=\\.|$)");

    private final Map<String, String> parameters;
    private final Caller caller;
    private final RequestContext context;
    private final String requestId;
    private final Map<Class<?>, Object> read = new HashMap<>();

    AdminCall(Map<String, String> parameters, Caller caller) {
        this(parameters, caller, RequestContext.EMPTY, "");
    }

    AdminCall(Map<String, String> parameters, Caller caller, RequestContext context, String requestId) {
        this.parameters = parameters;
        this.caller = caller;
        this.context = context;
        this.requestId = requestId;
    }

    /** The same call under these circumstances. */
    AdminCall in(RequestContext circumstances, String id) {
        return new AdminCall(parameters, caller, circumstances, id);
    }

    /** For whom keys are used. */
    KeyUser keyUser() {
        return new KeyUser(AuditedCaller.of(caller), requestId);
    }

    /** What conditions see of the call itself. */
    RequestContext context() {
        return context;
    }

    Caller caller() {
        return caller;
    }

    /** What is read once for the whole call, so that a decision and what follows from it are about the same. */
    <T> T once(Class<T> type, Supplier<T> reading) {
        return type.cast(read.computeIfAbsent(type, first -> reading.get()));
    }

    /** The caller's account; nothing of another account is ever in reach. */
    AccountId account() {
        return caller.accountId().orElseThrow(AdminError.NO_PERMISSION::exception);
    }

    /** An empty text counts as missing. */
    Optional<String> optional(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isEmpty());
    }

    String required(String name) {
        return optional(name).orElseThrow(() -> AdminException.missing(name));
    }

    /**
     * The given parameters of one kind by their names, in the order of their numbers.
     *
     * @param name with {@code N} in the place of a number, as {@code Tag.N.Key}: numbers begin with 1 and lack none; of a
     *     name without one there is at most one parameter
     */
    SequencedMap<String, String> indexed(String name) {
        SequencedMap<String, String> found = new LinkedHashMap<>();
        for (int number = 1; found.size() == number - 1; number++) {
            String numbered = NUMBERED.matcher(name).replaceFirst(Integer.toString(number));
            optional(numbered).ifPresent(value -> found.put(numbered, value));
        }
        return found;
    }

    String text(String name) {
        return optional(name).orElse("");
    }

    /** False when it is missing. */
    boolean flag(String name) {
        return switch (text(name)) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw AdminException.invalid(name, "must be true or false.");
        };
    }

    int number(String name, int otherwise, int least, int most) {
        Optional<String> text = optional(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        int number = NUMBER.matcher(text.get()).matches() ? Integer.parseInt(text.get()) : -1;
        if (number < least || number > most) {
            throw AdminException.invalid(name, "must be a number from " + least + " to " + most + ".");
        }
        return number;
    }
}
