package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.server.authentication.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameters of an action, with the caller who gave them. */
final class AdminCall {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final Map<String, String> parameters;
    private final Caller caller;

    AdminCall(Map<String, String> parameters, Caller caller) {
        this.parameters = parameters;
        this.caller = caller;
    }

    Caller caller() {
        return caller;
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

    String text(String name) {
        return optional(name).orElse("");
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
