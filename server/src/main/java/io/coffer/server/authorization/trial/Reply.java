package io.coffer.server.authorization.trial;

import io.coffer.server.authorization.Allowance;
import io.coffer.server.authorization.Asked;
import io.coffer.server.authorization.Decisive;
import io.coffer.server.authorization.Denial;
import java.util.List;
import java.util.Optional;

/**
 * What would become of a request.
 *
 * @param asked the permissions that it would need, in their order, up to the one that is missing
 * @param denial when one is missing
 * @param allowance what allows the first of them, when none is missing
 * @param decisive the statement that decided, when one did
 * @param notes what beside permissions would refuse it
 */
public record Reply(
        List<Asked> asked,
        Optional<Denial> denial,
        Optional<Allowance> allowance,
        Optional<Decisive> decisive,
        List<Note> notes) {
    public Reply {
        asked = List.copyOf(asked);
        notes = List.copyOf(notes);
    }

    /** @param code of the refusal; empty where it cannot be told whether there would be one */
    public record Note(String rule, String code, String text) {}
}
