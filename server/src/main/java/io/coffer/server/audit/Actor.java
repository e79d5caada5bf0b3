package io.coffer.server.audit;

import java.util.Optional;

/**
 * Who asked for a change.
 *
 * @param type {@code Root}, {@code RamUser}, {@code AssumedRole} or {@code Anonymous}
 * @param id of the user or role; stays the same when it is renamed
 */
public record Actor(
        String type,
        Optional<String> account,
        Optional<String> id,
        Optional<String> name,
        Optional<String> session,
        Optional<String> accessKeyId) {

    public static Actor anonymous() {
        return new Actor(
                "Anonymous", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether it is known by that name, id, session, access key or account. */
    boolean isKnownAs(String text) {
        return id.filter(text::equals).isPresent()
                || name.filter(text::equals).isPresent()
                || session.filter(text::equals).isPresent()
                || accessKeyId.filter(text::equals).isPresent()
                || (type.equals("Root") && account.filter(text::equals).isPresent());
    }
}
