package io.coffer.server.authorization.trial;

import io.coffer.model.VersionId;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.RequestContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that is not sent.
 *
 * @param connection what is known of every request: address, time, transport
 * @param given what else conditions are to see, by key; it counts over what would be looked up
 */
public record Question(
        Caller caller,
        String action,
        Subject subject,
        Optional<VersionId> version,
        RequestContext connection,
        Map<String, String> given) {
    public Question {
        given = Map.copyOf(given);
    }

    Question withConnection(RequestContext other) {
        return new Question(caller, action, subject, version, other, given);
    }

    /** What the question gives, over what was found. */
    RequestContext over(RequestContext found) {
        RequestContext context = found;
        for (Map.Entry<String, String> value : given.entrySet()) {
            context = context.and(value.getKey(), value.getValue());
        }
        return context;
    }

    Optional<String> says(String key) {
        return Optional.ofNullable(over(connection).value(key.toLowerCase(Locale.ROOT)));
    }
}
